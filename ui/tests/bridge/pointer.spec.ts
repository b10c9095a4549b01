/** What the pointer finds on the canvas. */
import { expect, test } from "./bridge";
import { box, chooseBetween, drag, edit, middle, nodeCalled, openShop, shown, viewport } from "./canvas";

test("the view is moved by a connection too, which is not chosen by that", async ({ window: page }) => {
  await openShop(page);
  const [a, b] = [await box(shown(page, "Refund asked for")), await box(shown(page, "Check the purchase"))];
  const at = { x: (a.x + a.width + b.x) / 2, y: a.y + a.height / 2 };
  await page.mouse.move(at.x, at.y);
  await page.waitForTimeout(300);
  const before = await viewport(page);
  await page.keyboard.down(" ");
  await drag(page, at, { x: 60, y: 40 });
  await page.keyboard.up(" ");
  await expect.poll(() => viewport(page)).not.toBe(before);
  await expect(page.locator(".line.chosen")).toHaveCount(0);
});

test("the view is moved by a chosen connection, which keeps its bends", async ({ window: page }) => {
  await openShop(page);
  const at = await chooseBetween(page, "Refund asked for", "Check the purchase");
  const before = await viewport(page);
  await page.keyboard.down(" ");
  await drag(page, at, { x: 60, y: 40 });
  await page.keyboard.up(" ");
  await expect.poll(() => viewport(page)).not.toBe(before);
});

test("handles go with their node when an undo moves it from under the pointer", async ({ window: page }) => {
  await openShop(page);
  const { id, x, y } = await nodeCalled(page, "Money back");
  const step = shown(page, "Money back");
  await drag(page, await middle(step), { x: 0, y: 90 });
  await expect.poll(async () => (await nodeCalled(page, "Money back")).y).not.toBe(y);
  await page.keyboard.press("Escape");
  const on = await middle(step);
  await page.mouse.move(on.x + 4, on.y);
  await expect(page.locator(".handle").first()).toBeVisible();
  await edit(page, { edit: "move_nodes", moves: [{ id, x, y }] });
  await page.locator(".canvas").focus();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await nodeCalled(page, "Money back")).y).toBe(y);
  await expect(page.locator(".handle")).toHaveCount(0);
});

test("a chosen connection runs under the heads of the lanes", async ({ window: page }) => {
  await openShop(page);
  const { x, y } = await chooseBetween(page, "Refund asked for", "Check the purchase");
  const head = page.locator("[data-lane]").first();
  const { width } = await box(head);
  const left = (await box(page.locator(".canvas"))).x + width / 2;
  await page.mouse.move(x, y + 120);
  await page.mouse.wheel(x - 6 - left, 0);
  const line = page.locator(".line.chosen");
  await expect.poll(async () => (await box(line)).x).toBeLessThan(left);
  await page.waitForTimeout(300);
  const [now, on] = [await box(head), await box(line)];
  expect(on.x + on.width, "the line crosses the head").toBeGreaterThan(now.x);
  const at = { x: (Math.max(now.x, on.x) + Math.min(now.x + now.width, on.x + on.width)) / 2, y };
  const found = await page.evaluate(
    ({ x, y }) => document.elementFromPoint(x, y)?.closest("[data-lane]") !== null,
    at,
  );
  expect(found, "and runs under it").toBe(true);
});
