/** Labels as they are typed: where they are typed they look as they will when they are kept. */
import { cursor, expect, kept, row, test } from "./bridge";
import { box, edit, lookAnew, newId, nodeCalled, openShop, records, shown } from "./canvas";

test("a row that was typed in a short outline is laid out at once", async ({ window: page }) => {
  await openShop(page);
  await page.keyboard.press("o");
  const rows = page.getByTestId("outline").getByRole("treeitem");
  await expect(rows.first()).toBeVisible();
  const put = await rows.evaluateAll((all) => all.map((one) => getComputedStyle(one).contentVisibility));
  expect(new Set(put)).toEqual(new Set(["visible"]));
});

test("a trigger is as wide while it is typed as it will be", async ({ window: page }) => {
  await openShop(page);
  const id = newId();
  await edit(page, { edit: "create_document", id, kind: "process", title: "Sell", covers: [] });
  await lookAnew(page);
  await row(page, "Sell").click();
  await page.getByTestId("begin-trigger").click();
  await cursor(page);
  const field = page.locator(".canvas textarea");
  const whole = () =>
    field.evaluate((one: HTMLTextAreaElement) => {
      const pill = one.closest(".pill")!.getBoundingClientRect();
      const { left, right, height } = one.getBoundingClientRect();
      return left > pill.left && right < pill.right && height < 24 && one.scrollHeight <= one.clientHeight;
    });
  await expect.poll(whole, "its kind is read whole").toBe(true);
  await page.keyboard.type("Customer sends an order");
  expect(await whole(), "in one line inside the pill").toBe(true);
});

test("a label keeps its lines when it is edited, and its card grows around new ones", async ({
  window: page,
}) => {
  await openShop(page);
  await page.keyboard.press("Control+0");
  const step = shown(page, "Check the purchase");
  await step.click();
  await page.keyboard.press("F2");
  await cursor(page);
  const field = page.locator(".canvas textarea");
  expect((await box(field)).height, "one line").toBeLessThan(24);
  await page.keyboard.press("End");
  await page.keyboard.type(" and ask the customer whether it has been paid for by card or by cash", {
    delay: 0,
  });
  const [card, text] = [await box(page.locator(".card:has(textarea)")), await box(field)];
  expect(text.y + text.height).toBeLessThan(card.y + card.height);
});

test("a connection's field is as wide as its text, whole and over the nodes", async ({ window: page }) => {
  await openShop(page);
  await page.keyboard.press("Control+0");
  await shown(page, "Within 14").click();
  await page.keyboard.press("Tab");
  await cursor(page);
  await kept(page);
  const field = page.locator(".edge-field");
  expect((await box(field)).width).toBeLessThan(90);
  const clipped = (text: string) =>
    field.evaluate((one, text) => {
      const input = one.querySelector("input")!;
      input.value = text;
      input.dispatchEvent(new Event("input"));
      return new Promise<string[]>((done) =>
        requestAnimationFrame(() => {
          const { left, right, top, height } = one.getBoundingClientRect();
          const on = [left + 0.5, right - 0.5].map((x) => document.elementFromPoint(x, top + height / 2));
          done(on.map((found) => (one.contains(found) ? "" : (found?.className.toString() ?? ""))));
        }),
      );
    }, text);
  expect(await clipped("no"), "both borders are seen").toEqual(["", ""]);
  expect(await clipped("no, since the customer has come very much later than that")).toEqual(["", ""]);
});

test("a handoff is marked beside the label of its connection", async ({ window: page }) => {
  const { process } = await openShop(page);
  const lane = { id: newId(), process, position: 2, role: null, title: "Desk", breadth: 200 };
  await edit(page, { edit: "add_lane", lane, after: (await records(page)).lanes[0]!.id });
  const { id } = await nodeCalled(page, "Issue the refund");
  await edit(page, { edit: "update_nodes", ids: [id], change: { field: "lane", value: lane.id } });
  await lookAnew(page);
  // Into the other lane under "yes", and out of it again.
  const marks = page.locator(".handoff-mark circle");
  await expect(marks).toHaveCount(2);
  const label = await box(page.locator(".label", { hasText: "yes" }));
  for (const mark of await marks.all()) {
    const { x, y, width, height } = await box(mark);
    const apart =
      x >= label.x + label.width ||
      x + width <= label.x ||
      y >= label.y + label.height ||
      y + height <= label.y;
    expect(apart, "it covers no word").toBe(true);
  }
});
