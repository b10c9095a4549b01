/** The outline: a process is typed, read and moved about as a list, and the map is kept in step and tidy. */
import type { Page } from "@playwright/test";
import { checkView, cursor, expect, kept, ready, row, test } from "./bridge";
import { furnish } from "./furnish";

test.beforeEach(async ({ window: page }) => {
  await furnish(page);
  await ready(page);
  await page.getByTestId("new-document").click();
  await page.getByRole("menuitem", { name: "Process", exact: true }).click();
  await expect(page.getByLabel("Rename")).toBeFocused();
  await page.keyboard.type("Send an order\n");
  await expect(row(page, "Send an order")).toBeVisible();
});

const outline = (page: Page) => page.getByTestId("outline");

/** The rows as they are read, with their depth. */
const rows = (page: Page) =>
  outline(page)
    .getByRole("treeitem")
    .evaluateAll((all) =>
      all.map((one) => `${one.getAttribute("aria-level")} ${one.getAttribute("aria-label")}`),
    );

/** No two nodes of the map lie on each other. */
async function expectNoOverlap(page: Page, nodes: number) {
  const boxes = await page
    .locator("[data-node]")
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON() as DOMRect));
  expect(boxes).toHaveLength(nodes);
  for (const [at, a] of boxes.entries()) {
    for (const b of boxes.slice(at + 1)) {
      const apart = a.right <= b.x || b.right <= a.x || a.bottom <= b.y || b.bottom <= a.y;
      expect(apart, `${JSON.stringify(a)} lies on ${JSON.stringify(b)}`).toBe(true);
    }
  }
}

/** A first step by the empty map's own field, then the outline beside it. */
async function begin(page: Page, text: string) {
  await page.getByLabel("Type the steps of this process").fill(text);
  await page.keyboard.press("Control+Enter");
  await kept(page);
  await page.getByRole("button", { name: "Outline", exact: true }).click();
  await expect(outline(page)).toBeVisible();
}

test("a process with a fork and lanes is typed line by line", async ({ window: page }) => {
  let gestures = 0;
  const type = async (text: string) => {
    gestures++;
    await page.keyboard.type(text);
  };
  await begin(page, "Lanes: Sales, Stock, Office\nTrigger: Order arrives");
  // Two lines, the chord that makes the map, the click that opens the outline.
  gestures += 4;
  await outline(page).getByRole("treeitem").first().click();
  await page.keyboard.press("Enter");
  gestures += 2;
  const field = outline(page).getByTestId("outline-field");
  await expect(field).toBeFocused();
  // A line with the Enter that ends it.
  for (const line of [
    "Check the order",
    "Confirm it by mail",
    "Is it in stock?",
    "- yes: Pick the goods @Stock",
    "Pack the parcel",
    "- no: Order them from the maker @Office",
  ]) {
    await type(`${line}\n`);
    await kept(page);
    await expect(field).toBeFocused();
  }
  await type("Tell the customer @Sales\n");
  await kept(page);
  await page.keyboard.press("Shift+Tab");
  gestures++;
  for (const line of ["Print the bill @Office", "Hand it to the carrier @Stock"]) {
    await type(`${line}\n`);
    await kept(page);
  }
  await type("Outcome: Order sent");
  await page.keyboard.press("Escape");
  gestures++;
  await kept(page);
  await expect
    .poll(() => rows(page))
    .toEqual([
      "1 Trigger, Order arrives, Sales",
      "1 Step 1, Check the order, Sales",
      "1 Step 2, Confirm it by mail, Sales",
      "1 Decision 3, Is it in stock?, Sales",
      "2 Branch “yes” of “Is it in stock?”",
      "3 Step 4, Pick the goods, Stock",
      "3 Step 5, Pack the parcel, Stock",
      "2 Branch “no” of “Is it in stock?”",
      "3 Step 6, Order them from the maker, Office",
      "3 Step 7, Tell the customer, Sales",
      "1 Step 8, Print the bill, Office",
      "1 Step 9, Hand it to the carrier, Stock",
      "1 Outcome, Order sent, Stock",
    ]);
  await expectNoOverlap(page, 11);
  test.info().annotations.push({ type: "gestures", description: String(gestures) });
  expect(gestures, "each typed line, key chord and click counts as one").toBeLessThanOrEqual(18);
  await checkView(page, "outline");
});

test("lines are moved, moved into branches and out of them, and removed", async ({ window: page }) => {
  await begin(page, "Ask\nLate?\n- yes: Call\n- no:\nPack\nShip");
  const said = outline(page).locator("[aria-live]");
  const line = (name: string) => outline(page).getByRole("treeitem", { name });
  const all = ["1 Step 1, Ask", "1 Decision 2, Late?", "2 Branch “yes” of “Late?”", "3 Step 3, Call"];
  await expect
    .poll(() => rows(page))
    .toEqual([...all, "2 Branch “no” of “Late?”", "1 Step 4, Pack", "1 Step 5, Ship"]);
  await line("Pack").dblclick();
  await page.keyboard.press("Tab");
  await expect(said).toHaveText("Moved into “no”");
  await expect
    .poll(() => rows(page))
    .toEqual([...all, "2 Branch “no” of “Late?”", "3 Step 4, Pack", "1 Step 5, Ship"]);
  await page.keyboard.press("Shift+Tab");
  await expect(said).toHaveText("Moved out of the branch");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Alt+ArrowDown");
  await expect.poll(async () => (await rows(page)).slice(-2)).toEqual(["1 Step 4, Ship", "1 Step 5, Pack"]);
  await expect(line("Pack")).toBeFocused();
  await page.keyboard.press("Delete");
  await expect(said).toHaveText("Removed “Pack”");
  await expect.poll(async () => (await rows(page)).slice(-1)).toEqual(["1 Step 4, Ship"]);
  await page.keyboard.press("Control+z");
  await expect(line("Pack")).toBeVisible();
  await expectNoOverlap(page, 5);
});

test("pasted lines make a process, an empty line leaves nothing, a loop goes back", async ({
  window: page,
}) => {
  await begin(page, "Ask");
  await outline(page).getByRole("treeitem").first().click();
  await page.keyboard.press("Enter");
  const field = outline(page).getByTestId("outline-field");
  await expect(field).toBeFocused();
  await field.evaluate((one) => {
    const data = new DataTransfer();
    data.setData("text/plain", "1. Draw a plan\n2. Good?\n- no: -> ask\n- yes:\n3. Build it [D]");
    one.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await kept(page);
  await expect
    .poll(() => rows(page))
    .toEqual([
      "1 Step 1, Ask",
      "1 Step 2, Draw a plan",
      "1 Decision 3, Good?",
      "2 Branch “no” of “Good?”",
      "3 goes on at Ask",
      "2 Branch “yes” of “Good?”",
      "1 Step 4, Build it, Delegate",
    ]);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Escape");
  await kept(page);
  expect(await rows(page)).toHaveLength(7);
  await expectNoOverlap(page, 4);
  await page.keyboard.press("Control+z");
  await expect.poll(() => rows(page), "a paste is one undo").toEqual(["1 Step 1, Ask"]);
});

test("what happens on the map is seen in the outline, and the other way round", async ({ window: page }) => {
  await begin(page, "Ask\nPack");
  await page.keyboard.press("Shift+1");
  await page.locator("[data-node]").last().dblclick();
  await cursor(page);
  await page.keyboard.type("Wrap");
  await page.keyboard.press("Enter");
  await expect.poll(() => rows(page)).toEqual(["1 Step 1, Ask", "1 Step 2, Wrap"]);
  await outline(page).getByRole("treeitem", { name: "Ask" }).dblclick();
  await cursor(page);
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Greet");
  await page.keyboard.press("Escape");
  await expect(page.locator("[data-node]").first()).toContainText("Greet");
});
