/** What hands and looks need on the canvas of a small shop's map; what is compared is what the library kept. */
import type { Locator, Page } from "@playwright/test";
import type { Connection, Edit, Node, Point } from "../../src/api/types.gen";
import { expect, ready, row } from "./bridge";
import { furnish, type Furnished } from "./furnish";
import { contentOf } from "./records";

let shop: Furnished;

/** Makes the shop's library and shows its map, whole. */
export async function openShop(page: Page): Promise<Furnished> {
  shop = await furnish(page);
  await ready(page);
  await row(page, "Refund a customer").click();
  await expect(page.locator(".svelte-flow__node")).toHaveCount(5);
  await page.locator(".canvas").focus();
  await page.keyboard.press("Shift+1");
  return shop;
}

export async function edit(page: Page, one: Edit) {
  const response = await page.request.post(new URL("/edit", page.url()).href, {
    data: { do: "edit", edit: one, focus: null },
  });
  if (!response.ok()) throw new Error(`${one.edit}: ${await response.text()}`);
}

/** What comes in by the doors alone is seen by whoever looks anew. */
export async function lookAnew(page: Page) {
  await page.reload();
  await ready(page);
  await row(page, "Refund a customer").click();
  await expect(page.locator(".svelte-flow__node").first()).toBeVisible();
  await page.locator(".canvas").focus();
  await page.keyboard.press("Shift+1");
}

let last = 0;
export const newId = () => `01900000-0000-7000-8000-00000001${(++last).toString(16).padStart(4, "0")}`;

export const records = (page: Page) => contentOf(page, shop.process);
export const nodeCalled = async (page: Page, label: string): Promise<Node> => {
  const found = (await records(page)).nodes.find((node) => node.label === label);
  if (!found) throw new Error(`No node is called ${label}.`);
  return found;
};
export const wayFrom = async (page: Page, label: string): Promise<Connection> => {
  const { id } = await nodeCalled(page, label);
  return (await records(page)).connections.find(({ source }) => source === id)!;
};
export const copyOf = (node: Node, more: Partial<Node>): Node => ({ ...node, id: newId(), ...more });

export const shown = (page: Page, label: string) => page.locator(".svelte-flow__node", { hasText: label });
export const box = async (one: Locator) => (await one.boundingBox())!;
export const middle = async (one: Locator): Promise<Point> => {
  const { x, y, width, height } = await box(one);
  return { x: x + width / 2, y: y + height / 2 };
};
export const viewport = (page: Page) =>
  page.locator(".svelte-flow__viewport").evaluate((one) => getComputedStyle(one).transform);

export async function drag(page: Page, from: Point, by: Point, held: "Alt" | null = null) {
  await page.mouse.move(from.x, from.y);
  if (held) await page.keyboard.down(held);
  await page.mouse.down();
  await page.mouse.move(from.x + by.x / 2, from.y + by.y / 2, { steps: 4 });
  await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 4 });
  await page.mouse.up();
  if (held) await page.keyboard.up(held);
}

/** Chooses the connection between two nodes by a press on the middle of its line. */
export async function chooseBetween(page: Page, from: string, to: string) {
  const [a, b] = [await box(shown(page, from)), await box(shown(page, to))];
  const at = { x: (a.x + a.width + b.x) / 2, y: a.y + a.height / 2 };
  await page.mouse.click(at.x - 6, at.y);
  await expect(page.locator("[data-piece]").first()).toBeAttached();
  return at;
}
