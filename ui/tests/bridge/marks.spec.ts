/** Marks on pictures by pointer and keyboard; what is compared is what the library kept. */
import type { Page } from "@playwright/test";
import { checkView, cursor, expect, row, test } from "./bridge";
import * as pictures from "./pictures";
import { libraryOf, overviewOf, stateOf, travel } from "./records";

type Pull = [from: [number, number], to: [number, number], held?: "Alt" | "Shift"];

// High enough that the bar below a picture covers nothing of it.
test.use({ serves: "sample", viewport: { width: 1280, height: 1040 } });

let page: Page;
let id: string;

test.beforeEach(async ({ window }) => {
  test.setTimeout(240_000);
  page = window;
  await row(page, "Issue a refund in the till").first().click();
  const main = page.getByTestId("main");
  await expect(main.locator("figure").first()).toBeVisible();
  const { documents } = await overviewOf(page);
  id = documents.find(({ title }) => title === "Issue a refund in the till")!.id;
});

const stage = () => pictures.stage(page);
const annotate = (at: number) => pictures.annotate(page, at);
const pull = (...way: Pull) => pictures.pull(page, ...way);
const shapesOf = (at: number) => pictures.shapesOf(page, id, at);
const kindsOf = (at: number) => pictures.kindsOf(page, id, at);

/** Clears the picture, so that a test knows what is on it. */
async function clear() {
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await expect.poll(() => kindsOf(0)).toEqual([]);
}

const drawn: [string, string, [number, number], [number, number]][] = [
  ["line", "l", [0.05, 0.93], [0.35, 0.93]],
  ["arrow", "a", [0.4, 0.85], [0.55, 0.7]],
  ["rectangle", "r", [0.05, 0.1], [0.25, 0.2]],
  ["ellipse", "e", [0.3, 0.1], [0.5, 0.22]],
  ["highlight", "h", [0.05, 0.3], [0.3, 0.36]],
  ["click", "p", [0.12, 0.5], [0.12, 0.5]],
  ["number", "n", [0.4, 0.5], [0.5, 0.55]],
  ["redaction", "x", [0.6, 0.1], [0.7, 0.16]],
  ["blur", "b", [0.75, 0.1], [0.95, 0.18]],
  ["magnifier", "m", [0.55, 0.3], [0.66, 0.4]],
  ["spotlight", "s", [0.02, 0.05], [0.97, 0.96]],
];

for (const theme of ["light", "dark"] as const) {
  test.describe(theme, () => {
    test.use({ theme });
    test(`every mark is drawn by its key and a pull, and is one undo (${theme})`, async () => {
      await annotate(0);
      await clear();
      const before = await stateOf(page, id);
      for (const [kind, key, from, to] of drawn) {
        await page.keyboard.press(key);
        await pull(from, to);
        await expect.poll(async () => (await kindsOf(0)).at(-1)).toBe(kind);
      }
      for (const [key, text, from] of [
        ["t", "Choose the sale", [0.15, 0.62]],
        ["k", "Ctrl+Shift+S", [0.15, 0.76]],
      ] as const) {
        await page.keyboard.press(key);
        await pull([...from], [...from]);
        await cursor(page);
        await page.keyboard.type(text);
        await page.keyboard.press("Enter");
        await expect(stage()).toBeFocused();
      }
      await expect.poll(async () => (await kindsOf(0)).slice(-2)).toEqual(["text", "key"]);
      await checkView(page, `marks-${theme}`);
      const after = await stateOf(page, id);
      await travel(page, "undo", id, before);
      await travel(page, "redo", id, after);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await checkView(page, `marks-read-${theme}`);
    });
  });
}

test("marks are framed, copied, ordered, aligned and carried to another picture", async () => {
  await annotate(0);
  await clear();
  await page.keyboard.press("r");
  await pull([0.1, 0.1], [0.2, 0.2]);
  await page.keyboard.press("e");
  await pull([0.3, 0.25], [0.4, 0.35]);
  await expect.poll(() => kindsOf(0)).toEqual(["rectangle", "ellipse"]);

  // A pull over free ground chooses what it meets.
  await pull([0.05, 0.05], [0.45, 0.4]);
  await page.getByRole("button", { name: "Arrange marks" }).click();
  await checkView(page, "marks-arrange");
  await page.getByRole("menuitem", { name: "Align top" }).click();
  await expect
    .poll(async () => {
      const [a, b] = await shapesOf(0);
      return "rect" in a!.form && "rect" in b!.form && Math.abs(a!.form.rect.y - b!.form.rect.y) < 1e-6;
    })
    .toBe(true);
  expect((await libraryOf(page)).undo).toBe("align_shapes");

  // To the back by key, a copy by Alt, then all of it on another picture.
  await stage().focus();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+Shift+ArrowUp");
  await expect.poll(() => kindsOf(0)).toEqual(["ellipse", "rectangle"]);
  await pull([0.1, 0.15], [0.1, 0.5], "Alt");
  await expect.poll(() => kindsOf(0)).toEqual(["ellipse", "rectangle", "rectangle"]);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+c");
  const there = await kindsOf(1);
  await annotate(1);
  await page.keyboard.press("Control+v");
  await expect.poll(() => kindsOf(1)).toEqual([...there, "ellipse", "rectangle", "rectangle"]);
  expect((await libraryOf(page)).undo).toBe("paste_shapes");
});

test("the whole window is given to a picture, which zooms and pans below the same handles", async () => {
  await annotate(0);
  await clear();
  await page.keyboard.press("f");
  await expect(page.getByRole("dialog", { name: "Picture in the full window" })).toBeVisible();
  await page.keyboard.press("r");
  await pull([0.3, 0.3], [0.5, 0.5]);
  await expect.poll(() => kindsOf(0)).toEqual(["rectangle"]);
  await checkView(page, "marks-full");
  const handle = () => stage().locator("[data-handle=se] .handle").boundingBox();
  const before = (await handle())!;
  await page.keyboard.press("Control+=");
  await page.keyboard.press("Control+=");
  const after = (await handle())!;
  expect(Math.abs(after.width - before.width), "a handle is as large as before").toBeLessThan(0.5);
  expect(after.x).not.toBe(before.x);
  await page.keyboard.down("Space");
  await pull([0.5, 0.5], [0.45, 0.45]);
  await page.keyboard.up("Space");
  expect((await handle())!.x, "the picture went with the pointer").toBeLessThan(after.x);
  await expect.poll(() => kindsOf(0), "and nothing was drawn").toEqual(["rectangle"]);
  await page.keyboard.press("Shift+1");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("the same place is hidden in every picture of the document by one edit", async () => {
  await annotate(0);
  await clear();
  await page.keyboard.press("x");
  await pull([0.4, 0.4], [0.5, 0.5]);
  await expect.poll(() => kindsOf(0)).toEqual(["redaction"]);
  const before = await stateOf(page, id);
  await page.getByRole("button", { name: "Hide the same place in all pictures" }).click();
  await expect.poll(async () => (await libraryOf(page)).undo).toBe("hide_everywhere");
  const { figures: all } = await stateOf(page, id);
  const rect = all.flatMap(({ shapes }) => shapes).find(({ form }) => form.kind === "redaction")!.form;
  for (const { shapes } of all) expect(shapes.map(({ form }) => form)).toContainEqual(rect);
  await stage().focus();
  await travel(page, "undo", id, before);
});

test("lines and letters are chosen by name, and callouts count from where they are told", async () => {
  await annotate(0);
  await clear();
  await page.keyboard.press("n");
  await pull([0.2, 0.2], [0.2, 0.2]);
  await page.getByRole("button", { name: "Lines and letters" }).click();
  await checkView(page, "marks-style");
  await page.getByRole("button", { name: "Do not miss it" }).click();
  await expect
    .poll(async () => (await shapesOf(0)).map(({ mark, stroke, lettering }) => [mark, stroke, lettering]))
    .toEqual([["route", "bold", "large"]]);
  expect((await libraryOf(page)).undo).toBe("style_shapes");
  await page.keyboard.press("Escape");

  const inspector = page.getByTestId("inspector");
  await inspector.getByLabel("First number of the document").fill("4");
  await inspector.getByLabel("First number of the document").press("Enter");
  await expect(inspector.getByRole("button", { name: "Number 4", exact: true })).toBeVisible();
  await inspector.getByLabel("Counts from here").fill("12");
  await inspector.getByLabel("Counts from here").press("Enter");
  await expect(inspector.getByRole("button", { name: "Number 12", exact: true })).toBeVisible();
  await expect(stage().locator("text", { hasText: "12" })).toBeVisible();
  await checkView(page, "marks-numbers");
});
