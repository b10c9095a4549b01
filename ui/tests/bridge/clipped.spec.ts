/** Whole steps on the clipboard: within a document, to another one, and to the window of another library. */
import type { Page } from "@playwright/test";
import { newId } from "../../src/state/ids";
import { begin, cursor, expect, kept, kill, ready, row, test } from "./bridge";
import { furnish } from "./furnish";
import { contentOf, libraryOf, overviewOf, stateOf, stepsOf, travel } from "./records";

test.use({ serves: "sample", viewport: { width: 1280, height: 1040 } });

const written = "Issue a refund in the till";
let page: Page;
let id: string;

test.beforeEach(async ({ window, context }) => {
  test.setTimeout(240_000);
  page = window;
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await row(page, written).first().click();
  await expect(page.getByTestId("main").locator("figure").first()).toBeVisible();
  const { documents } = await overviewOf(page);
  id = documents.find(({ title }) => title === written)!.id;
});

const number = (on: Page, which: number) =>
  on.getByTestId("main").getByRole("button", { name: `Step ${which}`, exact: true });
const onClipboard = () => page.evaluate(() => navigator.clipboard.readText());

/** An instruction without steps, shown. */
async function another(on: Page): Promise<string> {
  const made = newId();
  const edit = { edit: "create_document", id: made, kind: "instruction", title: "Another", covers: [] };
  const answer = await on.request.post(new URL("/edit", on.url()).href, {
    data: { do: "edit", edit, focus: null },
  });
  expect(answer.ok()).toBe(true);
  await on.reload();
  await ready(on);
  await row(on, "Another").click();
  await expect(on.getByTestId("trail")).toContainText("Another");
  await on.locator("[data-scroll]").focus();
  return made;
}

test("steps with their pictures go to another document, as one undo", async () => {
  await number(page, 1).click();
  await number(page, 2).click({ modifiers: ["Shift"] });
  await page.keyboard.press("Control+c");
  const source = await contentOf(page, id);
  expect(await onClipboard()).toMatch(/^1\. .+\n(.*\n)*2\. /);
  const other = await another(page);
  await page.keyboard.press("Control+v");
  await expect.poll(async () => (await stepsOf(page, other)).length).toBe(2);
  const pasted = await contentOf(page, other);
  const bare = ({ text, expected, why, callouts, link, role }: (typeof pasted.steps)[number]) => ({
    ...{ text, expected, why, callouts, link, role },
  });
  expect(pasted.steps.map(bare)).toEqual(source.steps.slice(0, 2).map(bare));
  const ofBoth = source.steps.slice(0, 2).map(({ id }) => id);
  const figures = source.figures.filter(({ step }) => ofBoth.includes(step));
  expect(figures.length).toBeGreaterThan(0);
  const seen = ({ asset, alt, crop, shapes }: (typeof figures)[number]) => ({
    ...{ asset, alt, crop, forms: shapes.map(({ form }) => form) },
  });
  expect(pasted.figures.map(seen)).toEqual(figures.map(seen));
  await expect(page.getByTestId("main").locator("figure")).toHaveCount(figures.length);
  const ids = [...pasted.steps, ...pasted.figures].map(({ id }) => id);
  for (const { id } of [...source.steps, ...source.figures]) expect(ids).not.toContain(id);
  expect((await libraryOf(page)).undo).toBe("paste_steps");
  const after = await stateOf(page, other);
  await page.keyboard.press("Control+z");
  await expect.poll(() => stepsOf(page, other)).toEqual([]);
  await travel(page, "redo", other, after);
});

test("what is cut comes back behind the step that is chosen, and into a text's step", async () => {
  const before = await stateOf(page, id);
  const texts = before.steps.map(({ text }) => text);
  await number(page, 1).click();
  await page.keyboard.press("Control+x");
  await expect.poll(() => stepsOf(page, id)).toEqual(texts.slice(1));
  expect((await libraryOf(page)).undo).toBe("cut_steps");
  await number(page, 1).click();
  await page.keyboard.press("Control+v");
  await expect.poll(() => stepsOf(page, id)).toEqual([texts[1], texts[0], ...texts.slice(2)]);
  await expect(number(page, 2)).toHaveAttribute("aria-pressed", "true");
  // With the cursor in a text, whole steps come behind its step and not into the text.
  await number(page, 3).click();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Text of step 3", exact: true })).toBeFocused();
  await page.keyboard.press("Control+v");
  await expect
    .poll(() => stepsOf(page, id))
    .toEqual([texts[1], texts[0], texts[2], texts[0], ...texts.slice(3)]);
  await kept(page);
  for (let at = 0; at < 3; at++) {
    const { revision } = await libraryOf(page);
    await page.keyboard.press("Control+z");
    await expect.poll(async () => (await libraryOf(page)).revision).toBeGreaterThan(revision);
  }
  expect(await stateOf(page, id)).toEqual(before);
});

test("an empty step gives way to what is pasted, and words alone are words for other programs", async () => {
  await number(page, 1).click();
  await page.keyboard.press("Control+c");
  const words = await onClipboard();
  const other = await another(page);
  await page.getByRole("textbox", { name: "Write the first click…" }).press("Enter");
  await cursor(page);
  await page.keyboard.type("Wait");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await stepsOf(page, other)).length).toBe(2);
  await page.keyboard.press("Control+v");
  await expect.poll(async () => (await stepsOf(page, other)).length).toBe(2);
  await expect.poll(async () => (await stepsOf(page, other))[1]).not.toBe("");
  expect((await stepsOf(page, other))[0]).toBe("Wait");
  // The title is a text field like any other: it gets the words.
  expect(words.startsWith("1. ")).toBe(true);
});

test("the menu of a step and the palette copy too", async () => {
  const card = page.getByTestId("main").locator("[data-step]").nth(1);
  await card.hover();
  await card.getByRole("button", { name: /^What can be done with step/ }).click();
  await page.getByRole("menuitem", { name: /^Copy steps/ }).click();
  const second = (await stepsOf(page, id))[1]!;
  await expect.poll(onClipboard).toContain(`1. ${second.slice(0, 12).replaceAll("*", "")}`);
  await number(page, 1).click();
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("Copy steps");
  await page.getByRole("option", { name: "Copy steps" }).first().click();
  const first = (await stepsOf(page, id))[0]!;
  await expect.poll(onClipboard).toContain(`1. ${first.slice(0, 12).replaceAll("*", "")}`);
});

test("in another library pictures stay behind, which is said, and roles go by their names", async ({
  context,
}) => {
  const source = await contentOf(page, id);
  await number(page, 1).click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+c");
  const bridge = await begin();
  try {
    const there = await context.newPage();
    await context.grantPermissions(["clipboard-read", "clipboard-write"], {
      origin: new URL(bridge.address).origin,
    });
    await there.goto(bridge.address);
    await ready(there);
    await furnish(there);
    await ready(there);
    const other = await another(there);
    await there.keyboard.press("Control+v");
    await expect.poll(async () => (await stepsOf(there, other)).length).toBe(source.steps.length);
    const pasted = await contentOf(there, other);
    expect(pasted.figures).toEqual([]);
    await expect(there.getByText(/stayed behind/)).toBeVisible();
    const here = new Map((await overviewOf(page)).roles.map((role) => [role.id, role.name]));
    const roles = new Map((await overviewOf(there)).roles.map((role) => [role.id, role.name]));
    expect(pasted.steps.map(({ role }) => role && roles.get(role))).toEqual(
      source.steps.map(({ role }) => role && here.get(role)),
    );
    expect(pasted.steps.every(({ link }) => link === null)).toBe(true);
  } finally {
    await kill(bridge);
  }
});
