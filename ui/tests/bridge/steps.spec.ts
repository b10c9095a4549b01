/** Steps by keyboard; what is compared is what the library kept. */
import type { Page } from "@playwright/test";
import { expect, kept, ready, row, test } from "./bridge";
import { furnish } from "./furnish";
import { stateOf, stepsOf, travel } from "./records";

let sop: string;

test.beforeEach(async ({ window: page }) => {
  test.setTimeout(180_000);
  ({ sop } = await furnish(page));
  await ready(page);
});

const steps = (page: Page) => page.getByTestId("main").locator("[data-step]");
const number = (page: Page, which: string) =>
  page.getByTestId("main").getByRole("button", { name: `Step ${which}`, exact: true });
const text = (page: Page, which: string) =>
  page.getByRole("textbox", { name: `Text of step ${which}`, exact: true });

/** The cursor stands behind the text of a step. */
async function enter(page: Page, which: string) {
  await number(page, which).press("Enter");
  await expect(text(page, which)).toBeFocused();
}

const eventually = (page: Page, id: string) => expect.poll(() => stepsOf(page, id));

test("steps are written, divided, joined, moved, indented, copied and removed by keyboard", async ({
  window: page,
}) => {
  await row(page, "Refund in full, card").click();
  await expect(steps(page)).toHaveCount(3);
  const before = await stateOf(page, sop);

  // Written: Enter makes the next one.
  await enter(page, "3");
  await page.keyboard.press("Enter");
  await expect(text(page, "4")).toBeFocused();
  await page.keyboard.type("Note the day. Close the case.");
  await eventually(page, sop).toEqual([
    "Look up the purchase.",
    "Give the money back.",
    "Tell the customer.",
    "Note the day. Close the case.",
  ]);

  // Divided between its two sentences; the cursor goes on in the second one.
  for (let sign = 0; sign < "Close the case.".length; sign++) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(text(page, "5")).toBeFocused();
  await page.keyboard.type("Then: ");
  await eventually(page, sop).toEqual([
    "Look up the purchase.",
    "Give the money back.",
    "Tell the customer.",
    "Note the day.",
    "Then: Close the case.",
  ]);

  // Joined again by Backspace at its start, with the cursor where they met.
  for (let sign = 0; sign < "Then: ".length; sign++) await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await expect(steps(page)).toHaveCount(4);
  await expect(text(page, "4")).toBeFocused();
  await page.keyboard.type("Now. ");
  await eventually(page, sop).toEqual([
    "Look up the purchase.",
    "Give the money back.",
    "Tell the customer.",
    "Note the day.\n\nNow. Close the case.",
  ]);

  // Moved, with the cursor still in it.
  await page.keyboard.press("Alt+ArrowUp");
  await expect(text(page, "3")).toBeFocused();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(text(page, "2")).toBeFocused();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(text(page, "3")).toBeFocused();
  await eventually(page, sop).toEqual([
    "Look up the purchase.",
    "Give the money back.",
    "Note the day.\n\nNow. Close the case.",
    "Tell the customer.",
  ]);

  // In and out by Tab.
  await page.keyboard.press("Tab");
  await expect(text(page, "2.1")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await expect(text(page, "3")).toBeFocused();
  await page.keyboard.press("Tab");
  await eventually(page, sop).toEqual([
    "Look up the purchase.",
    "Give the money back.",
    "  Note the day.\n\nNow. Close the case.",
    "Tell the customer.",
  ]);

  // As a whole, from its number: copied, and removed.
  await page.keyboard.press("Escape");
  await expect(number(page, "2.1")).toBeFocused();
  await page.keyboard.press("Control+d");
  await eventually(page, sop).toEqual([
    "Look up the purchase.",
    "Give the money back.",
    "  Note the day.\n\nNow. Close the case.",
    "  Note the day.\n\nNow. Close the case.",
    "Tell the customer.",
  ]);
  await number(page, "2").focus();
  await number(page, "2").click();
  await page.keyboard.press("Delete");
  await eventually(page, sop).toEqual(["Look up the purchase.", "Tell the customer."]);
  await expect(number(page, "2")).toBeFocused();

  // An empty step goes by Backspace, to the end of the one before it.
  await enter(page, "1");
  await page.keyboard.press("Enter");
  await expect(text(page, "2")).toBeFocused();
  await page.keyboard.press("Backspace");
  await expect(text(page, "1")).toBeFocused();
  await expect(steps(page)).toHaveCount(2);
  await page.keyboard.type(" Twice.");
  await eventually(page, sop).toEqual(["Look up the purchase. Twice.", "Tell the customer."]);

  const after = await stateOf(page, sop);
  await page.keyboard.press("Escape");
  await travel(page, "undo", sop, before);
  await expect(steps(page)).toHaveCount(3);
  await travel(page, "redo", sop, after);
  await expect(steps(page)).toHaveCount(2);
});

test("a document runs from the right where its title does", async ({ window: page }) => {
  await page.getByTestId("new-document").click();
  await page.getByRole("menuitem", { name: "Work instruction" }).click();
  await expect(page.getByLabel("Rename")).toBeFocused();
  await page.keyboard.type("إصدار استرداد");
  await page.keyboard.press("Enter");
  await page.getByTestId("main").getByRole("button", { name: "Write the first step" }).click();
  await page.keyboard.type("اضغط Refund مرتين");
  await kept(page);
  const number = (await page.getByRole("button", { name: "Step 1", exact: true }).boundingBox())!;
  // Where each word is painted, told by the selection.
  const [first, last] = await page.evaluate(() => {
    const text = document.querySelector("[data-step] p")!.firstChild!;
    const at = (from: number, to: number) => {
      const range = document.createRange();
      range.setStart(text, from);
      range.setEnd(text, to);
      return range.getBoundingClientRect().left;
    };
    return [at(0, 4), at(12, 17)];
  });
  expect(first!, "the first word is at the right").toBeGreaterThan(last!);
  expect(number.x, "and the number behind it").toBeGreaterThan(first!);

  // What is offered lies beside the sign, within what is shown, and is the window's own.
  await page.keyboard.press("Enter");
  await page.keyboard.type("/");
  const list = page.getByRole("listbox");
  await expect(list).toBeVisible();
  const [offered, main] = [(await list.boundingBox())!, (await page.getByTestId("main").boundingBox())!];
  expect(offered.x + offered.width, "it lies at the left of the sign").toBeLessThanOrEqual(number.x);
  expect(offered.x).toBeGreaterThan(main.x);
  await expect(list).toHaveCSS("direction", "ltr");
});
