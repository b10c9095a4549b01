/** What hands do on the canvas of a map; what is compared is what the library kept. */
import { checkView, cursor, expect, kept, row, test } from "./bridge";
import {
  box,
  chooseBetween,
  copyOf,
  drag,
  edit,
  lookAnew,
  middle,
  newId,
  nodeCalled,
  openShop,
  records,
  shown,
  viewport,
  wayFrom,
} from "./canvas";
import type { Furnished } from "./furnish";
import { contentOf } from "./records";

let shop: Furnished;

test.beforeEach(async ({ window: page }) => {
  test.setTimeout(300_000);
  shop = await openShop(page);
});

test("a connection is bent by hand, by key, and straightened", async ({ window: page }) => {
  const bends = async () => (await wayFrom(page, "Refund asked for")).waypoints;
  const at = await chooseBetween(page, "Refund asked for", "Check the purchase");
  await drag(page, at, { x: 0, y: 90 });
  await expect.poll(async () => (await bends()).length, "a pulled piece keeps its bends").toBeGreaterThan(0);
  await checkView(page, "map-bent");

  await page.keyboard.press("Control+z");
  await expect.poll(bends).toEqual([]);
  await page.keyboard.press("Control+Shift+z");
  await expect.poll(async () => (await bends()).length).toBeGreaterThan(0);

  await expect(page.locator("[data-corner]").first()).toBeVisible();
  await page.locator("[data-corner]").first().dblclick();
  await expect.poll(bends, "a double click on a bend forgets them").toEqual([]);

  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect.poll(async () => (await bends()).length, "an arrow key bends").toBeGreaterThan(0);
  await kept(page);
  const all = await bends();
  // Both ends are moved: the bends go with them.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("ArrowDown");
  await expect.poll(bends).toEqual(all.map(({ x, y }) => ({ x, y: y + 8 })));
});

test("Esc while a line is pulled leaves it as it was", async ({ window: page }) => {
  const at = await chooseBetween(page, "Refund asked for", "Check the purchase");
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(at.x, at.y + 60, { steps: 3 });
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await kept(page);
  expect((await wayFrom(page, "Refund asked for")).waypoints).toEqual([]);
});

test("a search walks the hits and comes back", async ({ window: page }) => {
  await shown(page, "Money back").click();
  const before = await viewport(page);
  await page.keyboard.press("Control+f");
  const find = page.getByTestId("map-find");
  await page.keyboard.type("refund");
  await expect(find).toContainText("of 2");
  const first = await page.locator(".node.selected").textContent();
  await page.keyboard.press("Enter");
  await expect(page.locator(".node.selected")).not.toHaveText(first!);
  await page.keyboard.press("Shift+Enter");
  await expect(page.locator(".node.selected")).toHaveText(first!);
  await page.keyboard.press("F3");
  await expect(page.locator(".node.selected")).not.toHaveText(first!);
  await checkView(page, "map-find");
  await page.keyboard.press("Escape");
  await expect(find).toBeHidden();
  await expect(page.locator(".node.selected"), "what was chosen is chosen again").toContainText("Money back");
  await expect.poll(() => viewport(page), "the map lies as it did").toBe(before);
});

test("nodes are cloned, added beside, walked and inserted", async ({ window: page }) => {
  const count = async () => (await records(page)).nodes.length;
  await drag(page, await middle(shown(page, "Check the purchase")), { x: 0, y: 110 }, "Alt");
  await expect.poll(count, "Alt+drag clones").toBe(6);
  await page.keyboard.press("Control+z");
  await expect.poll(count).toBe(5);
  await expect(shown(page, "Check the purchase"), "seen too").toHaveCount(1);

  await shown(page, "Check the purchase").click();
  await page.keyboard.press("Alt+ArrowRight");
  await expect(page.locator(".node.selected")).toContainText("days?");
  await page.keyboard.press("Alt+Enter");
  await expect(page.locator("[data-piece]").first()).toBeAttached();
  await page.keyboard.press("Alt+ArrowLeft");
  await expect(page.locator(".node.selected")).toContainText("days?");

  await shown(page, "Issue the refund").click();
  await page.keyboard.press("Control+ArrowDown");
  await cursor(page);
  await page.keyboard.type("Tell the customer");
  await page.keyboard.press("Enter");
  await expect.poll(count, "Ctrl+Arrow adds").toBe(6);
  await kept(page);

  const told = await nodeCalled(page, "Tell the customer");
  const before = await nodeCalled(page, "Check the purchase");
  const from = await middle(shown(page, "Tell the customer"));
  const [a, b] = [await box(shown(page, "Refund asked for")), await box(shown(page, "Check the purchase"))];
  await drag(page, from, { x: (a.x + a.width + b.x) / 2 - from.x, y: a.y + a.height / 2 - from.y });
  await expect
    .poll(
      async () => (await wayFrom(page, "Refund asked for")).target,
      "dropped on a connection it is put in",
    )
    .toBe(told.id);
  expect((await wayFrom(page, "Tell the customer")).target).toBe(
    (await nodeCalled(page, "Check the purchase")).id,
  );
  await kept(page);
  const inLine = ["Refund asked for", "Tell the customer", "Check the purchase", "days?"];
  const boxes = await Promise.all(inLine.map((label) => box(shown(page, label))));
  for (const [at, one] of boxes.slice(0, -1).entries()) {
    expect(one.x + one.width, `${inLine[at]} lies on nothing`).toBeLessThan(boxes[at + 1]!.x);
  }
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await wayFrom(page, "Refund asked for")).target).not.toBe(told.id);
  expect(await nodeCalled(page, "Check the purchase"), "one undo").toMatchObject({
    x: before.x,
    y: before.y,
  });
});

test("guides appear while a node is dragged, and not with Alt", async ({ window: page }) => {
  const step = await middle(shown(page, "Check the purchase"));
  await page.mouse.move(step.x, step.y);
  await page.mouse.down();
  await page.mouse.move(step.x + 2, step.y + 60, { steps: 3 });
  await page.mouse.move(step.x + 2, step.y + 2, { steps: 3 });
  await expect(page.locator(".guide").first()).toBeAttached();
  await page.keyboard.down("Alt");
  await page.mouse.move(step.x + 3, step.y + 3, { steps: 2 });
  await expect(page.locator(".guide")).toHaveCount(0);
  await page.mouse.up();
  await page.keyboard.up("Alt");
});

test("a connection drawn to the empty canvas asks what comes there", async ({ window: page }) => {
  await shown(page, "Money back").hover();
  const handle = page.locator(".handle.bottom");
  await drag(page, await middle(handle), { x: 0, y: 140 });
  await cursor(page);
  await page.keyboard.type("wai");
  await expect(page.getByRole("option").first()).toContainText("Wait");
  await checkView(page, "map-append");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("option")).toHaveCount(0);
  await cursor(page);
  await page.keyboard.type("Three days");
  await page.keyboard.press("Enter");
  const kinds = async () =>
    (await records(page)).nodes.flatMap(({ label, kind }) => (label === "Three days" ? [kind] : []));
  await expect.poll(kinds).toEqual(["wait"]);
});

test("nodes go from map to map by the clipboard", async ({ window: page }) => {
  const other = newId();
  await edit(page, { edit: "create_document", id: other, kind: "process", title: "Another", covers: [] });
  await lookAnew(page);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await shown(page, "Check the purchase").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+c");
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain("Issue the refund");
  await row(page, "Another").click();
  await expect(page.locator(".svelte-flow__node")).toHaveCount(0);
  await page.locator(".canvas").focus();
  await page.keyboard.press("Control+v");
  await expect.poll(async () => (await contentOf(page, other)).nodes.length).toBe(5);
  expect((await contentOf(page, other)).connections.length).toBe(4);
});

test("a badge leads to its document, and back to the same look", async ({ window: page }) => {
  const step = await nodeCalled(page, "Check the purchase");
  const covers = [{ process: shop.process, extent: { kind: "nodes" as const, nodes: [step.id] } }];
  await edit(page, { edit: "update_document", id: shop.sop, change: { field: "covers", value: covers } });
  await lookAnew(page);
  await page.keyboard.press("Control+=");
  await page.keyboard.press("Control+=");
  await shown(page, "Check the purchase").click();
  const before = await viewport(page);
  const badge = shown(page, "Check the purchase").locator(".badge");
  await expect(badge).toContainText("SOP");
  await badge.press("Enter");
  await expect(page.getByTestId("main")).toContainText("Tell the customer");
  await page.keyboard.press("Alt+ArrowLeft");
  await expect(page.locator(".node.selected")).toContainText("Check the purchase");
  await expect.poll(() => viewport(page)).toBe(before);
  await badge.click({ modifiers: ["Control"] });
  await expect(page.getByTestId("main")).toContainText("Tell the customer");
});

test("a subprocess opens its map, with the way there above it", async ({ window: page }) => {
  const other = newId();
  await edit(page, {
    edit: "create_document",
    id: other,
    kind: "process",
    title: "Ship a spare part",
    covers: [],
  });
  const step = await nodeCalled(page, "Check the purchase");
  await edit(page, { edit: "update_nodes", ids: [step.id], change: { field: "kind", value: "subprocess" } });
  await edit(page, { edit: "update_nodes", ids: [step.id], change: { field: "opens", value: other } });
  await lookAnew(page);
  const badge = shown(page, "Check the purchase").locator(".badge");
  await expect(badge).toBeVisible();
  await checkView(page, "map-subprocess");
  await badge.click({ modifiers: ["Control"] });
  await expect(page.getByTestId("trail")).toContainText("Refund a customer");
  await expect(page.getByTestId("trail")).toContainText("Ship a spare part");
  await page.keyboard.press("Alt+ArrowLeft");
  await expect(shown(page, "Check the purchase")).toBeVisible();
});

test("a key that is pressed while the next document is read is not for the last one", async ({
  window: page,
}) => {
  const held: (() => void)[] = [];
  await page.route("**/read", async (route) => {
    const { query, id } = route.request().postDataJSON() as { query: string; id?: string };
    if (query === "document" && id === shop.sop) await new Promise<void>((go) => held.push(go));
    await route.continue();
  });
  const trail = page.getByTestId("trail");
  await shown(page, "Issue the refund").click();
  await row(page, "Refund in full, card").click();
  await expect(trail).toContainText("Refund in full, card");
  await expect(shown(page, "Issue the refund"), "the map is seen until the SOP is there").toBeVisible();
  await page.locator(".canvas").focus();
  await page.keyboard.press("Delete");
  await page.keyboard.press("Alt+ArrowLeft");
  await expect(trail).not.toContainText("Refund in full, card");
  await expect.poll(() => held.length).toBeGreaterThan(0);
  for (const go of held) go();
  await expect(shown(page, "Issue the refund")).toHaveCount(1);
  await kept(page);
  expect((await records(page)).nodes.length).toBe(5);
});

test("Alt+Left walks to the beginning of the flow, and then back to the place before", async ({
  window: page,
}) => {
  await row(page, "Refund in full, card").click();
  await expect(page.getByTestId("main")).toContainText("Tell the customer");
  await row(page, "Refund a customer").click();
  await shown(page, "Check the purchase").click();
  await page.keyboard.press("Alt+ArrowLeft");
  await expect(page.locator(".node.selected")).toContainText("Refund asked for");
  await page.keyboard.press("Alt+ArrowLeft");
  await expect(page.getByTestId("main")).toContainText("Tell the customer");
});

test("an empty map is begun from a template, or from lines", async ({ window: page }) => {
  const [other, third] = [newId(), newId()];
  for (const [id, title] of [
    [other, "Handle a complaint"],
    [third, "Pack a parcel"],
  ] as const) {
    await edit(page, { edit: "create_document", id, kind: "process", title, covers: [] });
  }
  await lookAnew(page);
  await row(page, "Handle a complaint").click();
  await expect(page.locator("[data-template]")).toHaveCount(4);
  await checkView(page, "map-empty");
  await page.locator("[data-template=complaint]").click();
  await expect.poll(async () => (await contentOf(page, other)).nodes.length).toBe(10);
  const { lanes, nodes } = await contentOf(page, other);
  expect(lanes.length).toBe(2);
  expect(nodes.every(({ lane }) => lane !== null)).toBe(true);
  await expect(page.locator("[data-template]")).toHaveCount(0);
  await checkView(page, "map-template");
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await contentOf(page, other)).nodes.length, "one undo").toBe(0);

  await row(page, "Pack a parcel").click();
  await page
    .getByTestId("main")
    .getByRole("textbox")
    .fill("1. Take the goods\n2. Fragile?\n3. Close the box");
  await page.keyboard.press("Control+Enter");
  await expect
    .poll(async () =>
      (await contentOf(page, third)).nodes.map(({ label, kind }) => `${kind} ${label}`).sort(),
    )
    .toEqual(["decision Fragile?", "step Close the box", "step Take the goods"]);
});

test("odd labels and loops stay in their shapes", async ({ window: page }) => {
  const step = await nodeCalled(page, "Check the purchase");
  const odd = [
    "word ".repeat(400).trim(),
    "m".repeat(2_000),
    "تحقق من الشراء ثم أعد المال إلى العميل (Visa)",
    "购买确认后退款给客户并通知财务部门以及客户服务团队负责人",
    "בדוק את הרכישה 123 ואז החזר",
  ];
  for (const [at, label] of odd.entries()) {
    const place = { x: 80 + at * 240, y: 420, label, lane: null };
    await edit(page, { edit: "add_node", node: copyOf(step, place), connection: null });
  }
  const loop = await wayFrom(page, "Check the purchase");
  const self = {
    ...loop,
    id: newId(),
    source: step.id,
    target: step.id,
    label: "again ".repeat(300),
    waypoints: [],
  };
  await edit(page, { edit: "connect", connection: self });
  await lookAnew(page);
  await expect(page.locator(".svelte-flow__node")).toHaveCount(10);
  await page.keyboard.press("Shift+1");
  await page.waitForTimeout(400);
  await checkView(page, "map-odd");
  const over = await page.locator(".svelte-flow__node").evaluateAll((nodes) =>
    nodes.flatMap((node) => {
      const outer = node.getBoundingClientRect();
      return [...node.querySelectorAll(".line")]
        .map((line) => line.getBoundingClientRect())
        .filter(
          ({ width, bottom, top }) =>
            width > outer.width + 1 || bottom > outer.bottom + 1 || top < outer.top - 1,
        )
        .map(() => node.textContent?.slice(0, 20));
    }),
  );
  expect(over, "no line leaves its node").toEqual([]);
});
