/** Commands, menus and sheets: what they offer, and that it is seen. */
import { begin, checkView, cursor, expect, kept, kill, ready, row, test } from "./bridge";
import { drag, edit, lookAnew, middle, newId, nodeCalled, openShop, records, shown, wayFrom } from "./canvas";

test("lanes are turned by the palette, and their roles counted", async ({ window: page }) => {
  await openShop(page);
  const turn = async (command: string) => {
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByRole("combobox").fill(command);
    await page.getByRole("option", { name: command }).first().click();
  };
  await expect(page.getByTestId("inspector").getByText("3 steps · 1 role", { exact: true })).toBeVisible();
  const direction = async () => (await records(page)).document.lane_direction;
  await turn("Turn lanes down");
  await expect.poll(direction).toBe("vertical");
  await turn("Lay lanes across");
  await expect.poll(direction).toBe("horizontal");
});

test("an empty map has no outline to be shown", async ({ window: page }) => {
  await openShop(page);
  const outline = page.getByRole("button", { name: "Outline", exact: true });
  await outline.click();
  await expect(outline).toHaveAttribute("aria-pressed", "true");
  const id = newId();
  await edit(page, { edit: "create_document", id, kind: "process", title: "Sell", covers: [] });
  await lookAnew(page);
  await row(page, "Sell").click();
  await expect(page.getByTestId("begin-trigger")).toBeVisible();
  await expect(outline).toHaveAttribute("aria-pressed", "false");
  await expect(outline).toBeDisabled();
});

test("what comes next is told with its branch and its role, and is no trigger", async ({ window: page }) => {
  await openShop(page);
  await shown(page, "Within 14").hover();
  await drag(page, await middle(page.locator(".handle.bottom")), { x: 0, y: 120 });
  await cursor(page);
  await expect(page.getByRole("option", { name: /Step/ })).toBeVisible();
  await expect(page.getByRole("option", { name: /Trigger/ })).toHaveCount(0);
  await page.keyboard.type("no: Explain the price @Desk");
  await expect(page.getByRole("option")).toContainText(["Step “Explain the price”"]);
  await checkView(page, "map-append-told");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await records(page)).lanes.length, "a lane for the desk").toBe(2);
  await kept(page);
  const made = await nodeCalled(page, "Explain the price");
  const { connections } = await records(page);
  expect(connections.find(({ target }) => target === made.id)?.label).toBe("no");
  expect(made.lane).not.toBe((await nodeCalled(page, "Issue the refund")).lane);
  expect((await wayFrom(page, "Within 14 days?")).label).toBe("yes");
});

test("the menu of a step is seen whole where the window has room for it", async ({ window: page }) => {
  await openShop(page);
  await shown(page, "Check the purchase").click({ button: "right" });
  const menu = page.getByRole("menu");
  await expect(menu.getByRole("menuitem", { name: "Delete" })).toBeInViewport({ ratio: 1 });
  expect(await menu.evaluate((one) => one.scrollHeight - one.clientHeight)).toBe(0);
  await checkView(page, "map-menu");
});

test("the sheet of shortcuts begins and ends evenly", async ({ window: page }) => {
  await openShop(page);
  await page.keyboard.press("?");
  const rows = page.locator(".sheet :is(h3, dl > div)");
  await expect(rows.first()).toBeVisible();
  await page.waitForTimeout(300);
  const columns = await rows.evaluateAll((all) => {
    const found = new Map<number, { top: number; bottom: number }>();
    for (const one of all) {
      const { left, top, bottom } = one.getBoundingClientRect();
      const column = found.get(Math.round(left)) ?? { top, bottom };
      found.set(Math.round(left), {
        top: Math.min(column.top, top),
        bottom: Math.max(column.bottom, bottom),
      });
    }
    return [...found.values()];
  });
  expect(columns).toHaveLength(3);
  const spread = (ends: number[]) => Math.max(...ends) - Math.min(...ends);
  expect(spread(columns.map(({ top }) => top))).toBeLessThan(4);
  expect(spread(columns.map(({ bottom }) => bottom))).toBeLessThan(320);
  await checkView(page, "shortcuts");
});

test("the trail takes the room beside the actions before it is cut", async ({ window: page }) => {
  await page.setViewportSize({ width: 1600, height: 900 });
  const { sop, instruction } = await openShop(page);
  await edit(page, {
    edit: "update_document",
    id: instruction,
    change: { field: "title", value: "Issue a refund in the till of the shop" },
  });
  await edit(page, {
    edit: "update_document",
    id: sop,
    change: { field: "title", value: "Refund in full to the card" },
  });
  await lookAnew(page);
  await row(page, "Issue a refund in the till of the shop").click();
  const names = page.getByTestId("trail").locator("button span:not(.slash), b");
  await expect(names).toHaveCount(3);
  const cut = await names.evaluateAll(
    (all) =>
      all.filter((one) => {
        const text = document.createRange();
        text.selectNodeContents(one);
        return text.getBoundingClientRect().width > one.getBoundingClientRect().width + 0.01;
      }).length,
  );
  await checkView(page, "trail");
  expect(cut).toBe(0);
});

test("export begins at its top, and says when there is nothing to export", async ({ window: page }) => {
  await openShop(page);
  await page.keyboard.press("Control+e");
  await expect(page.getByTestId("export-run")).toBeFocused();
  const popover = page.getByRole("dialog", { name: "Export" });
  expect(await popover.evaluate((one) => one.scrollTop)).toBe(0);

  const bridge = await begin();
  try {
    await page.goto(bridge.address);
    await ready(page);
    await page.getByTestId("welcome-empty").click();
    await expect(page.getByTestId("sidebar")).toBeVisible();
    await page.keyboard.press("Control+e");
    await expect(page.getByTestId("export-nothing")).toContainText("nothing to export");
    await checkView(page, "export-nothing");
  } finally {
    await page.goto("about:blank");
    await kill(bridge);
  }
});

test("Enter moves a document to the trash that others use, and says what it covers", async ({
  window: page,
}) => {
  const { sop, process } = await openShop(page);
  const branch = (await wayFrom(page, "Within 14 days?")).id;
  const covers = [{ process, extent: { kind: "path" as const, branches: [branch] } }];
  await edit(page, { edit: "update_document", id: sop, change: { field: "covers", value: covers } });
  const { id } = await nodeCalled(page, "Check the purchase");
  await edit(page, { edit: "update_nodes", ids: [id], change: { field: "kind", value: "subprocess" } });
  await edit(page, { edit: "update_nodes", ids: [id], change: { field: "opens", value: sop } });
  await lookAnew(page);
  await row(page, "Refund in full, card").click();
  await expect(page.getByTestId("main")).toContainText("Tell the customer");
  await row(page, "Refund in full, card").press("Delete");
  const button = page.getByRole("button", { name: "Move to trash" });
  await expect(button).toBeFocused();
  await expect(page.getByRole("dialog")).toContainText("It covers the path “yes” of “Refund a customer”.");
  await checkView(page, "trash-used");
  await page.keyboard.press("Enter");
  await expect(row(page, "Refund in full, card")).toHaveCount(0);
});
