/** Texts as they are written: "/" and its list, tables, Markdown that is typed, pastes. By keyboard; what is
 *  compared is what the library kept. */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { checkView, cursor, expect, kept, ready, row, test } from "./bridge";
import { furnish, type Furnished } from "./furnish";
import { contentOf, overviewOf, stepsOf } from "./records";

let there: Furnished;

test.beforeEach(async ({ window: page }) => {
  test.setTimeout(180_000);
  there = await furnish(page);
  await ready(page);
});

const main = (page: Page) => page.getByTestId("main");
const text = (page: Page, which: string) =>
  page.getByRole("textbox", { name: `Text of step ${which}`, exact: true });
const list = (page: Page) => page.getByRole("listbox");
const option = (page: Page, name: string) =>
  list(page)
    .getByRole("option")
    .filter({ has: page.getByText(name, { exact: true }) });
const bar = (page: Page) => page.getByRole("toolbar", { name: "Table", exact: true });

/** The SOP of three steps, with the cursor in a new fourth one. */
async function newStep(page: Page) {
  await row(page, "Refund in full, card").click();
  await main(page).getByRole("button", { name: "Step 3", exact: true }).press("Enter");
  await expect(text(page, "3")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(text(page, "4")).toBeFocused();
}

/** The rule of the policy, emptied, with the cursor in it. */
async function emptyRule(page: Page) {
  await row(page, "Refunds within 14 days").click();
  const rule = page.getByRole("textbox", { name: "The rule" });
  await rule.click();
  await expect(rule).toBeFocused();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  return rule;
}

const lastStep = (page: Page) => expect.poll(async () => (await stepsOf(page, there.sop)).at(-1));
const rule = (page: Page) => expect.poll(async () => (await contentOf(page, there.policy)).document.text);

/** What another program has put on the clipboard, pasted where the cursor is; the editor may still be on its way. */
async function paste(page: Page, data: Record<string, string>) {
  await expect(page.locator("[contenteditable='true']:focus")).toBeVisible();
  const taken = await page.evaluate((data) => {
    const clipboardData = new DataTransfer();
    for (const [type, content] of Object.entries(data)) clipboardData.setData(type, content);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
    return event.defaultPrevented;
  }, data);
  expect(taken, "the editor took it").toBe(true);
}

test("“/” offers what a text and its step can take, and stays a sign where nothing is meant", async ({
  window: page,
}) => {
  await newStep(page);
  await page.keyboard.type("/");
  await expect(option(page, "Bulleted list")).toHaveAttribute("aria-selected", "true");
  await expect(text(page, "4")).toHaveAttribute("aria-activedescendant", /-0$/);
  for (const name of [
    "Table",
    "Keyboard key",
    "Expected result",
    "Why",
    "Danger",
    "Screenshots from files…",
  ]) {
    await expect(option(page, name)).toHaveCount(1);
  }
  await checkView(page, "text-menu");

  // Walked by arrows, and left by Escape: the sign stays, and the cursor too.
  await page.keyboard.press("ArrowDown");
  await expect(option(page, "Numbered list")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Escape");
  await expect(list(page)).toHaveCount(0);
  await page.keyboard.type("ta");
  await expect(list(page)).toHaveCount(0);
  await expect(text(page, "4")).toBeFocused();

  // A path is no question.
  await page.keyboard.type(" in /usr");
  await expect(list(page)).toHaveCount(0);
  await page.keyboard.type(" and/or");
  await lastStep(page).toBe("/ta in /usr and/or");

  // Narrowed by what is typed; Enter makes a list of it and no new step.
  await page.keyboard.type(" /num");
  await expect(list(page).getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await page.keyboard.type("first");
  await page.keyboard.press("Enter");
  await page.keyboard.type("second");
  await lastStep(page).toBe("/ta in /usr and/or\n\n1. first\n2. second");
});

test("what is offered at the end of a line lies within what is shown", async ({ window: page }) => {
  await newStep(page);
  await page.keyboard.type(`${"Compare the amount ".repeat(4)}/`);
  await expect(option(page, "Table")).toHaveCount(1);
  const [offered, shown] = [(await list(page).boundingBox())!, (await main(page).boundingBox())!];
  expect(offered.x + offered.width).toBeLessThanOrEqual(shown.x + shown.width);
  const sideways = await main(page).evaluate((element) =>
    [...element.querySelectorAll("*")].filter(
      (each) => each.scrollWidth > each.clientWidth && getComputedStyle(each).overflowX === "auto",
    ),
  );
  expect(sideways, "and nothing scrolls sideways for it").toHaveLength(0);
});

test("“/” puts in keys and documents, and what is the step's own", async ({ window: page }) => {
  await newStep(page);
  await page.keyboard.type("Press /key");
  await page.keyboard.press("Tab");
  await expect(list(page)).toHaveAttribute("aria-label", "Keys");
  await page.keyboard.type("ctrl+s");
  await expect(option(page, "Ctrl + S")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await page.keyboard.type(", then /");
  await option(page, "Link to a document").click();
  await cursor(page);
  await page.keyboard.type("issue");
  await expect(option(page, "Issue a refund in the till")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(text(page, "4")).toContainText("Issue a refund in the till");
  await page.keyboard.type("again. /expec");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "You see", exact: true })).toBeFocused();
  await page.keyboard.type("Kept");
  await page.keyboard.press("Escape");
  await expect(text(page, "4")).toBeFocused();
  await page.keyboard.type(" /warn");
  await page.keyboard.press("Enter");
  const warning = page.getByRole("textbox", { name: "Warning", exact: true });
  await expect(warning).toBeFocused();
  await page.keyboard.type("Once only");
  await page.keyboard.press("Escape");
  await kept(page);
  const step = (await contentOf(page, there.sop)).steps.at(-1);
  expect(step).toMatchObject({
    text: `Press <kbd>Ctrl</kbd>+<kbd>S</kbd>, then [Issue a refund in the till](roadbook:${there.instruction}) again.`,
    expected: "Kept",
    callouts: [{ kind: "warning", text: "Once only" }],
  });
});

test("who does a step and what tells it are named without leaving its text", async ({ window: page }) => {
  await newStep(page);
  await page.keyboard.type("Tell the bank /who");
  await page.keyboard.press("Enter");
  const roles = page.getByRole("dialog", { name: "Role", exact: true });
  await expect(roles.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("Treasurer");
  await page.keyboard.press("Enter");
  await expect(roles).toBeHidden();
  await expect(text(page, "4")).toBeFocused();
  await page.keyboard.type(" by mail /told");
  await page.keyboard.press("Enter");
  const documents = page.getByRole("dialog").getByRole("combobox");
  await expect(documents).toBeFocused();
  await page.keyboard.type("Issue a refund");
  await page.keyboard.press("Enter");
  await expect(documents).toBeHidden();
  await expect(text(page, "4")).toBeFocused();
  await page.keyboard.type(", today");
  await lastStep(page).toBe("Tell the bank by mail, today");
  const { steps } = await contentOf(page, there.sop);
  const treasurer = (await overviewOf(page)).roles.find(({ name }) => name === "Treasurer")!;
  expect(steps.at(-1)).toMatchObject({ role: treasurer.id, link: there.instruction });
});

test("a table is made, walked, widened and left by keyboard, and changed by its bar", async ({
  window: page,
}) => {
  await newStep(page);
  await page.keyboard.type("/table");
  await page.keyboard.press("Enter");
  await expect(bar(page)).toBeVisible();
  for (const cell of ["Reason", "Refund", "Who"]) {
    await page.keyboard.type(cell);
    await page.keyboard.press("Tab");
  }
  await page.keyboard.type("Broken");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Late");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.type("Ada");
  await lastStep(page).toBe("| Reason | Refund | Who |\n| - | - | - |\n| Broken | | Ada |\n| Late | | |");
  await checkView(page, "text-table");

  // Arrows go up and down in a column, and out of the first row to the step before.
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(text(page, "3")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(text(page, "4")).toBeFocused();

  // By the list in a cell, and by the bar, which leaves the cursor where it is.
  await page.keyboard.type(" /column af");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("ArrowDown");
  await expect(option(page, "Column after")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await lastStep(page).toBe(
    "| Reason | | Refund | Who |\n| - | - | - | - |\n| Broken | | | Ada |\n| Late | | | |",
  );
  await bar(page).getByRole("button", { name: "Column after" }).click();
  await bar(page).getByRole("button", { name: "Delete column" }).click();
  await bar(page).getByRole("button", { name: "Row below" }).click();
  await expect(text(page, "4")).toBeFocused();
  await page.keyboard.type("!");
  await kept(page);
});

test("Markdown that is typed becomes what it says", async ({ window: page }) => {
  await emptyRule(page);
  const write = async (line: string, ends = 1) => {
    await page.keyboard.type(line);
    for (let end = 0; end < ends; end++) await page.keyboard.press("Enter");
  };
  await write("Pay **now** and *fully*, ~~later~~, by `code` or <kbd>F2</kbd>");
  await write("- card");
  await write("cash", 2);
  await write("1. first");
  await write("second", 2);
  await write("[ ] open");
  await write("done", 2);
  await write("> quoted", 2);
  await write("## Part");
  await write("```sh");
  await page.keyboard.type("run");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.type("---");
  await page.keyboard.type("end");
  await rule(page).toBe(
    [
      "Pay **now** and *fully*, ~~later~~, by `code` or <kbd>F2</kbd>",
      "- card\n- cash",
      "1. first\n2. second",
      "- [ ] open\n- [ ] done",
      "> quoted",
      "## Part",
      "```sh\nrun\n```",
      "---",
      "end",
    ].join("\n\n"),
  );

  // In a step, too, where Enter means the next step elsewhere.
  await newStep(page);
  await page.keyboard.type("```");
  await page.keyboard.press("Enter");
  await page.keyboard.type("ls");
  await lastStep(page).toBe("```\nls\n```");
});

test("what is pasted from other programs is cleaned, and much of it stays usable", async ({
  window: page,
}) => {
  const folder = new URL("../../../tests/fixtures/markdown/pasted/", import.meta.url);
  const file = (name: string) => readFileSync(new URL(name, folder), "utf8");
  await row(page, "Refund in full, card").click();
  const fields = {
    purpose: "word-list",
    scope: "google-docs",
    quality: "libreoffice",
    materials: "web-page",
  } as const;
  const names = {
    purpose: "Purpose",
    scope: "Scope",
    quality: "Quality standard",
    materials: "What you need",
  };
  const sop = async () => (await contentOf(page, there.sop)).document;
  for (const [field, name] of Object.entries(fields) as [keyof typeof fields, string][]) {
    const box = main(page).getByRole("textbox", { name: names[field], exact: true });
    await box.focus();
    await expect(box).toBeFocused();
    await paste(page, { "text/html": file(`${name}.html`), "text/plain": "as text" });
    await expect.poll(async () => (await sop())[field], name).toBe(file(`${name}.md`).trimEnd());
  }
  expect(await page.evaluate(() => "stolen" in window), "nothing of it has run").toBe(false);

  const definitions = main(page).getByRole("textbox", { name: "Definitions", exact: true });
  await definitions.focus();
  await expect(definitions).toBeFocused();
  const markdown = "**Refunds**\n\n| a | b |\n| - | - |\n| 1 | 2 |";
  await paste(page, { "text/plain": markdown });
  await expect.poll(async () => (await sop()).definitions).toBe(markdown);

  await row(page, "Refunds within 14 days").click();
  const field = page.getByRole("textbox", { name: "The rule" });
  await field.click();
  await expect(field).toBeFocused();
  await page.keyboard.press("Control+a");
  const much = "A line of a rule that goes on. ".repeat(3_200);
  await paste(page, { "text/plain": much });
  await page.keyboard.type("It ends here.");
  await expect(field).toContainText("It ends here.");
  await rule(page).toBe(`${much}It ends here.`);
});
