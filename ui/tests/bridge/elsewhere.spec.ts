/** What is done with whole steps, by mouse and menu and by keyboard; each is one undo. */
import type { Page } from "@playwright/test";
import { expect, kept, ready, row, test } from "./bridge";
import { furnish, type Furnished } from "./furnish";
import { contentOf, libraryOf, overviewOf, stepsOf } from "./records";

let page: Page;
let made: Furnished;

test.beforeEach(async ({ window }) => {
  test.setTimeout(240_000);
  page = window;
  made = await furnish(page);
  await ready(page);
  await row(page, "Refund in full, card").click();
  await expect(steps()).toHaveCount(3);
});

const main = () => page.getByTestId("main");
const steps = () => main().locator("[data-step]");
const step = (at: number) => steps().nth(at - 1);
const number = (which: string) => main().getByRole("button", { name: `Step ${which}`, exact: true });
const text = (which: string) => page.getByRole("textbox", { name: `Text of step ${which}`, exact: true });

const one = "Look up the purchase.";
const two = "Give the money back.";
const three = "Tell the customer.";

/** All that is in the library, but for when it was changed. */
async function whole() {
  await kept(page);
  const { documents } = await overviewOf(page);
  const contents = await Promise.all(documents.map(({ id }) => contentOf(page, id)));
  return contents.map(({ document, steps, figures }) => ({ title: document.title, steps, figures }));
}

/** Does it, finds the steps as they should be, and takes it back and does it again by one key each. */
async function once(act: () => Promise<void>, expected: string[], owner = made.sop) {
  const before = await whole();
  await act();
  await expect.poll(() => stepsOf(page, owner)).toEqual(expected);
  const after = await whole();
  await main()
    .locator("[data-scroll]")
    .evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  for (const [keys, state] of [
    ["Control+z", before],
    ["Control+Shift+z", after],
    ["Control+z", before],
  ] as const) {
    const { revision } = await libraryOf(page);
    await page.keyboard.press(keys);
    await expect.poll(async () => (await libraryOf(page)).revision).toBeGreaterThan(revision);
    expect(await whole(), keys).toEqual(state);
  }
  // Undo goes to where it has changed something, and shows it a little later than it is kept.
  await row(page, "Refund in full, card").click();
  await expect(steps()).toHaveCount(3);
  for (const [at, text] of [one, two, three].entries()) await expect(step(at + 1)).toContainText(text);
}

async function menu(at: number, ...entries: RegExp[]) {
  await step(at).hover();
  await step(at)
    .getByRole("button", { name: /^What can be done with step/ })
    .click();
  for (const name of entries) await page.getByRole("menuitem", { name }).click();
}

async function choose(...which: number[]) {
  for (const [turn, at] of which.entries()) {
    await number(String(at)).click(turn === 0 ? {} : { modifiers: ["ControlOrMeta"] });
  }
}

async function palette(command: string) {
  await page.keyboard.press("Control+k");
  const field = page.getByRole("dialog").getByRole("combobox");
  await field.fill(command);
  await page.getByRole("option", { name: command }).first().click();
}

async function pick(title: string) {
  const field = page.getByRole("dialog").getByRole("combobox");
  await expect(field).toBeFocused();
  await field.fill(title);
  await page.keyboard.press("Enter");
}

test("a step is dragged by its handle", async () => {
  await once(async () => {
    await step(1).hover();
    const grip = (await step(1).locator(".grip").boundingBox())!;
    const below = (await step(3).boundingBox())!;
    await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
    await page.mouse.down();
    await page.mouse.move(below.x + 30, below.y + below.height / 2, { steps: 4 });
    await page.mouse.move(below.x + 30, below.y + below.height - 2, { steps: 2 });
    await page.mouse.up();
  }, [two, three, one]);
});

test("steps are moved, indented and copied by their menu", async () => {
  await once(() => menu(3, /^Move up/), [one, three, two]);
  await once(() => menu(1, /^Move down/), [two, one, three]);
  await once(() => menu(2, /^Make it a sub-step/), [one, `  ${two}`, three]);
  await once(() => menu(1, /^Duplicate/), [one, one, two, three]);
  await once(() => menu(2, /^Delete/), [one, three]);
});

test("several steps are chosen and go together", async () => {
  await once(async () => {
    await choose(1, 3);
    await page.keyboard.press("Delete");
  }, [two]);
  await once(async () => {
    await number("1").click();
    await number("2").click({ modifiers: ["Shift"] });
    await page.keyboard.press("Alt+ArrowDown");
  }, [three, one, two]);
  await once(async () => {
    await choose(1, 2);
    await page.keyboard.press("Control+d");
  }, [one, two, one, two, three]);
});

test("steps are joined by menu and by key", async () => {
  await once(() => menu(2, /^Join with the step above/), [`${one}\n\n${two}`, three]);
  await once(async () => {
    await number("1").click();
    await number("3").click({ modifiers: ["Shift"] });
    await page.keyboard.press("Control+j");
  }, [`${one}\n\n${two}\n\n${three}`]);
});

test("a step is divided at the cursor by menu, by slash and by key", async () => {
  const cursor = async () => {
    await number("1").press("Enter");
    await expect(text("1")).toBeFocused();
    for (let at = 0; at < "the purchase.".length; at++) await page.keyboard.press("ArrowLeft");
  };
  const divided = ["Look up", "the purchase.", two, three];
  await once(async () => {
    await cursor();
    await menu(1, /^Split at the cursor/);
  }, divided);
  await once(async () => {
    await cursor();
    await page.keyboard.press("Control+Enter");
  }, divided);
});

test("steps go to another document by menu and by palette", async () => {
  const other = () => stepsOf(page, made.instruction);
  const there = await other();
  await once(async () => {
    await menu(1, /^To another document/, /^Move to another document/);
    await pick("Issue a refund in the till");
    await expect(page.getByTestId("toast")).toContainText("Moved the step to “Issue a refund in the till”");
  }, [two, three]);
  await once(async () => {
    await choose(1, 3);
    await palette("Copy to another document…");
    await pick("Issue a refund in the till");
    await expect.poll(other).toEqual([...there, one, three]);
  }, [one, two, three]);
});

test("steps become an instruction that their place links to", async () => {
  for (const by of ["menu", "palette"]) {
    await once(async () => {
      if (by === "menu") {
        await number("1").click();
        await number("2").click({ modifiers: ["Shift"] });
        await menu(2, /^To another document/, /^Make an instruction of it/);
      } else {
        await choose(1, 2);
        await palette("Make an instruction of it, and link it…");
      }
      const field = page.getByLabel("Title of the new instruction");
      await expect(field).toHaveValue("Look up the purchase");
      await field.fill("Pay the money back");
      await page.keyboard.press("Enter");
      await expect(step(1)).toContainText("Pay the money back");
      const { documents } = await overviewOf(page);
      const row = documents.find(({ title }) => title === "Pay the money back")!;
      expect(row.kind).toBe("instruction");
      expect(await stepsOf(page, row.id)).toEqual([one, two]);
      expect((await contentOf(page, made.sop)).steps[0]!.link).toBe(row.id);
    }, ["Pay the money back", three]);
  }
});

test("very many lines are asked about", async () => {
  test.slow();
  const paste = (count: number) =>
    text("3").evaluate((field, lines) => {
      const data = new DataTransfer();
      data.setData("text/plain", Array.from({ length: lines }, (_, at) => `Line ${at + 1}`).join("\n"));
      field.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, count);
  await number("3").press("Enter");
  await expect(text("3")).toBeFocused();
  await paste(10_000);
  const dialog = page.getByRole("dialog", { name: "Paste 10,000 lines?" });
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  expect(await stepsOf(page, made.sop)).toEqual([one, two, three]);

  await number("3").press("Enter");
  await paste(2_000);
  await page.getByRole("button", { name: "2,000 steps" }).click();
  await expect.poll(async () => (await stepsOf(page, made.sop)).length, { timeout: 60_000 }).toBe(2_003);
  // Only what is near is drawn, and the page is as long as all of it.
  await expect(number("2003")).toBeVisible();
  await expect(text("2003"), "one writes on behind them").toBeFocused();
  expect(await main().locator("button.number").count()).toBeLessThan(200);
  await kept(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+z");
  await expect.poll(() => stepsOf(page, made.sop)).toEqual([one, two, three]);
});
