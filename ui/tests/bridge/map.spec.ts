/** What hands do on the canvas of a map; what is compared is what the library kept. */
import type { Locator, Page } from "@playwright/test";
import type { Connection, Edit, Node, Point } from "../../src/api/types.gen";
import { checkView, cursor, expect, kept, ready, row, test } from "./bridge";
import { furnish, type Furnished } from "./furnish";
import { contentOf } from "./records";

let shop: Furnished;

test.beforeEach(async ({ window: page }) => {
  test.setTimeout(300_000);
  shop = await furnish(page);
  await ready(page);
  await row(page, "Refund a customer").click();
  await expect(page.locator(".svelte-flow__node")).toHaveCount(5);
  await page.locator(".canvas").focus();
  await page.keyboard.press("Shift+1");
});

async function edit(page: Page, one: Edit) {
  const response = await page.request.post(new URL("/edit", page.url()).href, {
    data: { do: "edit", edit: one, focus: null },
  });
  if (!response.ok()) throw new Error(`${one.edit}: ${await response.text()}`);
}

/** What comes in by the doors alone is seen by whoever looks anew. */
async function lookAnew(page: Page) {
  await page.reload();
  await ready(page);
  await row(page, "Refund a customer").click();
  await expect(page.locator(".svelte-flow__node").first()).toBeVisible();
  await page.locator(".canvas").focus();
  await page.keyboard.press("Shift+1");
}

let last = 0;
const newId = () => `01900000-0000-7000-8000-00000001${(++last).toString(16).padStart(4, "0")}`;

const records = (page: Page) => contentOf(page, shop.process);
const nodeCalled = async (page: Page, label: string): Promise<Node> => {
  const found = (await records(page)).nodes.find((node) => node.label === label);
  if (!found) throw new Error(`No node is called ${label}.`);
  return found;
};
const wayFrom = async (page: Page, label: string): Promise<Connection> => {
  const { id } = await nodeCalled(page, label);
  return (await records(page)).connections.find(({ source }) => source === id)!;
};
const copyOf = (node: Node, more: Partial<Node>): Node => ({ ...node, id: newId(), ...more });

const shown = (page: Page, label: string) => page.locator(".svelte-flow__node", { hasText: label });
const box = async (one: Locator) => (await one.boundingBox())!;
const middle = async (one: Locator): Promise<Point> => {
  const { x, y, width, height } = await box(one);
  return { x: x + width / 2, y: y + height / 2 };
};
const viewport = (page: Page) =>
  page.locator(".svelte-flow__viewport").evaluate((one) => getComputedStyle(one).transform);

async function drag(page: Page, from: Point, by: Point, held: "Alt" | null = null) {
  await page.mouse.move(from.x, from.y);
  if (held) await page.keyboard.down(held);
  await page.mouse.down();
  await page.mouse.move(from.x + by.x / 2, from.y + by.y / 2, { steps: 4 });
  await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 4 });
  await page.mouse.up();
  if (held) await page.keyboard.up(held);
}

/** Chooses the connection between two nodes by a press on the middle of its line. */
async function chooseBetween(page: Page, from: string, to: string) {
  const [a, b] = [await box(shown(page, from)), await box(shown(page, to))];
  const at = { x: (a.x + a.width + b.x) / 2, y: a.y + a.height / 2 };
  await page.mouse.click(at.x - 6, at.y);
  await expect(page.locator("[data-piece]").first()).toBeAttached();
  return at;
}

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

test("a large map is shown in small", async ({ window: page }) => {
  await expect(page.getByTestId("minimap")).toBeHidden();
  const step = await nodeCalled(page, "Check the purchase");
  const edits = Array.from({ length: 30 }, (_, at): Edit => {
    const place = { x: 80 + at * 200, y: 400, lane: null, label: `Step ${at}` };
    return { edit: "add_node", node: copyOf(step, place), connection: null };
  });
  await edit(page, { edit: "together", label: "paste_nodes", edits });
  await lookAnew(page);
  const minimap = page.getByTestId("minimap");
  await expect(minimap).toBeVisible();
  const before = await viewport(page);
  const { x, y, width, height } = await box(minimap);
  await page.mouse.click(x + width - 12, y + height / 2);
  await expect.poll(() => viewport(page), "a press goes there").not.toBe(before);
  await checkView(page, "map-minimap");
  await page.locator(".canvas").focus();
  await page.keyboard.press("m");
  await expect(minimap).toBeHidden();
  await page.keyboard.press("m");
  await expect(minimap).toBeVisible();
});

test("on a large map a way far around its nodes is seen where it runs", async ({ window: page }) => {
  const [step, way] = [await nodeCalled(page, "Check the purchase"), await wayFrom(page, "Refund asked for")];
  const aside = Array.from({ length: 70 }, (_, at) =>
    copyOf(step, {
      x: 80 + (at % 10) * 200,
      y: 400 + Math.floor(at / 10) * 120,
      lane: null,
      label: `Step ${at}`,
    }),
  );
  const [from, to] = [aside[6]!, aside[5]!];
  const back = { ...way, id: newId(), source: from.id, target: to.id };
  const edits = aside.map((node): Edit => ({ edit: "add_node", node, connection: null }));
  const above = [
    { x: 1460, y: -1600 },
    { x: 1000, y: -1600 },
  ];
  await edit(page, {
    edit: "together",
    label: "paste_nodes",
    edits: [...edits, { edit: "connect", connection: { ...back, waypoints: above } }],
  });
  await lookAnew(page);
  await page.keyboard.press("Control+0");
  const canvas = await middle(page.locator(".canvas"));
  await page.mouse.move(canvas.x, canvas.y);
  const route = page.locator(`.svelte-flow__edge[data-id="${back.id}"] .line`);
  // Up to where the way back is all that there is.
  for (let turn = 0; turn < 60; turn++) {
    if ((await route.count()) > 0 && (await box(route)).y > 40) break;
    await page.mouse.wheel(0, -160);
    await page.waitForTimeout(40);
  }
  const node = page.locator(`.svelte-flow__node[data-id="${to.id}"]`);
  expect((await box(node)).y, "its node is far below what is seen").toBeGreaterThan(canvas.y * 2);
  await expect(page.locator(".svelte-flow__node"), "the others are left out").not.toHaveCount(75);
  expect((await box(route)).y).toBeGreaterThan(40);
});

test("what is chosen on a large map moves and is let go as a whole, seen or not", async ({
  window: page,
}) => {
  const step = await nodeCalled(page, "Check the purchase");
  const far = Array.from({ length: 70 }, (_, at) =>
    copyOf(step, { x: 80 + at * 200, y: 400, lane: null, label: `Step ${at}` }),
  );
  const edits = far.map((node): Edit => ({ edit: "add_node", node, connection: null }));
  await edit(page, { edit: "together", label: "paste_nodes", edits });
  await lookAnew(page);
  await page.keyboard.press("Control+0");
  await page.keyboard.press("Control+a");
  const canvas = await middle(page.locator(".canvas"));
  const boxes = await page.locator(".svelte-flow__node:visible").evaluateAll((nodes) =>
    nodes.map((node) => {
      const { x, y, height } = node.getBoundingClientRect();
      return { x, y, height };
    }),
  );
  const near = boxes.reduce((a, b) => (Math.abs(a.x - canvas.x) < Math.abs(b.x - canvas.x) ? a : b));
  await drag(page, { x: near.x + 12, y: near.y + near.height / 2 }, { x: 0, y: 48 });
  await kept(page);
  const places = async () => (await records(page)).nodes.filter(({ label }) => /^Step \d/.test(label));
  const moved = new Set((await places()).map(({ y }) => y));
  expect([...moved], "those that are not seen have moved alike").toHaveLength(1);
  expect([...moved][0]).not.toBe(400);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+1");
  await expect(page.locator(".svelte-flow__node.selected")).toHaveCount(0);
});

test.describe("lanes", () => {
  const head = (page: Page, title: string) => page.getByRole("button", { name: `Lane: ${title}` });
  const lanes = async (page: Page) =>
    [...(await records(page)).lanes]
      .sort((a, b) => a.position - b.position)
      .map(({ title, role }) => title || role);
  let second: string;

  test.beforeEach(async ({ window: page }) => {
    second = newId();
    const { lanes: known } = await records(page);
    const lane = { ...known[0]!, id: second, role: null, title: "Sales" };
    await edit(page, { edit: "add_lane", lane, after: known[0]!.id });
    await lookAnew(page);
    await expect(head(page, "Sales")).toBeVisible();
  });

  test("are walked, moved and made broader by key", async ({ window: page }) => {
    const role = (await records(page)).lanes.find(({ id }) => id !== second)!.role;
    await head(page, "Finance assistant").focus();
    await page.keyboard.press("Alt+ArrowDown");
    await expect.poll(() => lanes(page)).toEqual(["Sales", role]);
    const heads = page.getByRole("button", { name: /^Lane: / });
    await expect(heads.first()).toHaveAccessibleName("Lane: Sales");
    await page.keyboard.press("ArrowUp");
    await expect(head(page, "Sales")).toBeFocused();
    await page.keyboard.press("Shift+ArrowDown");
    await expect
      .poll(async () => (await records(page)).lanes.find(({ id }) => id === second)!.breadth)
      .toBe(224);
  });

  test("are moved and made broader by hand", async ({ window: page }) => {
    const role = (await records(page)).lanes.find(({ id }) => id !== second)!.role;
    const first = await box(head(page, "Finance assistant"));
    await drag(page, { x: first.x + 8, y: first.y + 20 }, { x: 0, y: first.height * 1.3 });
    await expect.poll(() => lanes(page)).toEqual(["Sales", role]);
    await kept(page);
    const sales = await box(head(page, "Sales"));
    await drag(page, { x: sales.x + 200, y: sales.y + sales.height }, { x: 0, y: 60 });
    await expect
      .poll(async () => (await records(page)).lanes.find(({ id }) => id === second)!.breadth)
      .toBeGreaterThan(200);
  });

  test("go when it is said where their nodes go", async ({ window: page }) => {
    await head(page, "Finance assistant").focus();
    await page.keyboard.press("Delete");
    await expect(page.getByRole("menuitem", { name: "Sales" })).toBeVisible();
    await checkView(page, "map-lane-removing");
    await page.getByRole("menuitem", { name: "Sales" }).click();
    await expect.poll(async () => (await records(page)).lanes.length).toBe(1);
    expect((await records(page)).nodes.every(({ lane }) => lane === second)).toBe(true);

    await page.keyboard.press("Control+z");
    await expect.poll(async () => (await records(page)).lanes.length).toBe(2);
    await head(page, "Finance assistant").click({ button: "right" });
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("menuitem", { name: "Delete them too" }).click();
    await expect.poll(async () => (await records(page)).nodes.length).toBe(0);
    await page.keyboard.press("Control+z");
    await expect.poll(async () => (await records(page)).nodes.length).toBe(5);
    expect((await records(page)).lanes.length, "one undo").toBe(2);
  });
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
