/** What hands do on a map of which only a part is made at a time. */
import type { Page } from "@playwright/test";
import type { Edit } from "../../src/api/types.gen";
import { checkView, expect, kept, test } from "./bridge";
import {
  box,
  copyOf,
  drag,
  edit,
  lookAnew,
  middle,
  newId,
  nodeCalled,
  openShop,
  records,
  viewport,
  wayFrom,
} from "./canvas";

test.beforeEach(async ({ window: page }) => {
  test.setTimeout(300_000);
  await openShop(page);
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
