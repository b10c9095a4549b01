/** Pictures on their way into a document, and one that takes the place of another; what is compared is what the
 *  library kept. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { crc32 } from "node:zlib";
import type { Locator, Page } from "@playwright/test";
import { checkView, expect, kept, row, test } from "./bridge";
import { contentOf, libraryOf, overviewOf } from "./records";

test.use({ serves: "sample" });

interface Given {
  name: string;
  bytes: Buffer;
}

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../../${path}`, import.meta.url)));
const icon = (size: string): Given => ({ name: `${size}.png`, bytes: read(`icons/${size}.png`) });
const shot = (name: string): Given => ({
  name: `${name}.png`,
  bytes: read(`src-tauri/core/sample/pictures/${name}.png`),
});

let page: Page;
let id: string;

const title = "Fold a napkin";
const main = () => page.getByTestId("main");
const steps = () => main().locator("[data-step]");
const step = (at: number) => steps().nth(at - 1);

test.beforeEach(async ({ window }) => {
  test.setTimeout(240_000);
  page = window;
});

/** A new instruction of three steps. */
async function write() {
  await page.getByTestId("new-document").click();
  await page.getByRole("menuitem", { name: "Work instruction" }).click();
  await expect(page.getByLabel("Rename")).toBeFocused();
  await page.keyboard.type(title);
  await page.keyboard.press("Enter");
  await main().getByRole("button", { name: "Write the first step" }).click();
  for (const [at, text] of ["Lay it flat", "Fold it once", "Press it"].entries()) {
    if (at > 0) await page.keyboard.press("Enter");
    await expect(main().getByRole("textbox", { name: `Text of step ${at + 1}`, exact: true })).toBeFocused();
    await page.keyboard.type(text);
  }
  await expect(steps()).toHaveCount(3);
  await kept(page);
  id = (await overviewOf(page)).documents.find((each) => each.title === title)!.id;
}

/** Texts of the steps with the sizes of their pictures: "Press it [128]". */
async function told(): Promise<string[]> {
  const { content, assets } = (await (
    await page.request.post(new URL("/read", page.url()).href, { data: { query: "document", id } })
  ).json()) as { content: Awaited<ReturnType<typeof contentOf>>; assets: { hash: string; width: number }[] };
  const widths = new Map(assets.map(({ hash, width }) => [hash, width]));
  return content.steps.map(({ id: owner, text }) => {
    const own = content.figures.filter(({ step }) => step === owner);
    return [text, ...own.map(({ asset }) => `[${widths.get(asset)}]`)].filter(Boolean).join(" ");
  });
}

/** Files as a browser hands them over: by a paste, or by falling on a place of the page. */
async function give(
  target: Locator,
  files: Given[],
  how: "paste" | { x: number; y: number; shift?: boolean },
) {
  const told = files.map(({ name, bytes }) => ({ name, base64: bytes.toString("base64") }));
  await target.evaluate(
    (element, { told, how }) => {
      const data = new DataTransfer();
      for (const { name, base64 } of told) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        data.items.add(new File([bytes], name, { type: "image/png" }));
      }
      const both = { bubbles: true, cancelable: true };
      if (how === "paste") {
        element.dispatchEvent(new ClipboardEvent("paste", { ...both, clipboardData: data }));
        return;
      }
      const at = { clientX: how.x, clientY: how.y, shiftKey: how.shift ?? false };
      for (const type of ["dragover", "drop"]) {
        element.dispatchEvent(new DragEvent(type, { ...both, ...at, dataTransfer: data }));
      }
    },
    { told, how },
  );
}

const middle = async (of: Locator) => {
  const box = (await of.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

/** Holds back what the page asks for, until it is let go. */
async function hold(job: string): Promise<() => void> {
  let go = () => {};
  const gone = new Promise<void>((done) => (go = done));
  await page.route("**/job", async (route) => {
    if (route.request().postData()?.includes(`"${job}"`)) await gone;
    await route.continue();
  });
  return go;
}

async function undone(before: string[]) {
  await kept(page);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const { revision } = await libraryOf(page);
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await libraryOf(page)).revision).toBeGreaterThan(revision);
  await expect.poll(told).toEqual(before);
}

test("a pasted picture has its place at once, and nobody waits for it", async () => {
  await write();
  const go = await hold("import_pictures");
  const text = main().locator("[contenteditable=true]");
  await give(text, [icon("128x128")], "paste");
  await expect(step(3).locator(".arriving")).toBeVisible();
  await page.keyboard.type(" twice");
  await expect(step(3)).toContainText("Press it twice");
  await checkView(page, "picture-arriving");
  go();
  await expect(step(3).locator("figure")).toHaveCount(1);
  await expect(step(3).locator(".arriving")).toHaveCount(0);
  await expect.poll(told).toEqual(["Lay it flat", "Fold it once", "Press it twice [128]"]);
  // Whoever typed meanwhile is left to it.
  await expect(text).toBeFocused();

  // The next one goes to a step of its own.
  await give(text, [icon("64x64")], "paste");
  await expect.poll(told).toEqual(["Lay it flat", "Fold it once", "Press it twice [128]", "[64]"]);
  await undone(["Lay it flat", "Fold it once", "Press it twice [128]"]);
});

test("pictures fall on a step, between two and on the page", async () => {
  await write();
  await page.keyboard.press("Escape");
  const start = ["Lay it flat", "Fold it once", "Press it"];
  await give(steps().first(), [icon("128x128")], await middle(step(2)));
  await expect.poll(told).toEqual(["Lay it flat", "Fold it once [128]", "Press it"]);
  await undone(start);

  const go = await hold("import_pictures");
  const box = (await step(1).boundingBox())!;
  const many = ["128x128", "64x64", "32x32"].map(icon);
  await give(steps().first(), many, { x: box.x + 200, y: box.y + box.height + 3 });
  await expect(main().locator(".arriving")).toContainText("3 pictures");
  go();
  await expect.poll(told).toEqual(["Lay it flat", "[128]", "[64]", "[32]", "Fold it once", "Press it"]);
  await undone(start);

  const end = (await main().locator(".next").boundingBox())!;
  await give(main().locator("article"), many, { x: end.x + 200, y: end.y + 200 });
  await expect.poll(told).toEqual([...start, "[128]", "[64]", "[32]"]);
  await undone(start);
});

test("what cannot be read is named with its reason, and the rest comes", async () => {
  await write();
  const png = icon("128x128").bytes;
  const giant = Buffer.from(png.subarray(0, 33));
  giant.writeUInt32BE(100_000, 16);
  giant.writeUInt32BE(100_000, 20);
  giant.writeUInt32BE(crc32(giant.subarray(12, 29)), 29);
  const bad: [Given, RegExp][] = [
    [{ name: "nothing.png", bytes: Buffer.alloc(0) }, /“nothing\.png” is empty/],
    [
      { name: "letter.png", bytes: Buffer.from("Dear Ada") },
      /“letter\.png” is not a picture that Roadbook reads/,
    ],
    [{ name: "cut.png", bytes: png.subarray(0, 900) }, /“cut\.png” is damaged or not whole/],
    [{ name: "plan.png", bytes: Buffer.from("%PDF-1.7\n") }, /“plan\.png” is a PDF/],
    [{ name: "huge.png", bytes: giant }, /“huge\.png”.*100000/s],
  ];
  const toasts = page.getByTestId("toast");
  for (const [file, sentence] of bad) {
    await give(main().locator("[contenteditable=true]"), [file, icon("32x32")], "paste");
    await expect(toasts.filter({ hasText: sentence })).toBeVisible();
    await expect.poll(async () => (await told()).join()).toContain("[32]");
    await undone(["Lay it flat", "Fold it once", "Press it"]);
    await main().getByRole("button", { name: "Step 3", exact: true }).press("Enter");
    await expect(main().locator("[contenteditable=true]")).toBeFocused();
  }
  // A picture under a wrong name is one all the same.
  await give(
    main().locator("[contenteditable=true]"),
    [{ ...icon("64x64"), name: "notes.txt.png" }],
    "paste",
  );
  await expect.poll(told).toEqual(["Lay it flat", "Fold it once", "Press it [64]"]);
});

test("a step takes a long text in any script, and says when it is too long", async () => {
  await write();
  const field = main().locator("[contenteditable=true]");
  const paste = (text: string) =>
    field.evaluate((element, text) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      element.dispatchEvent(
        new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data }),
      );
    }, text);
  const scripts = " 👩🏽‍💻 请先登录 ログイン 로그인 اضغط على زر الاسترداد שלום";
  await paste(scripts);
  await expect.poll(async () => (await told())[2]).toBe(`Press it${scripts}`);
  const room = 100_000 - `Press it${scripts}`.length;
  const words = "fold ".repeat(room).slice(0, room - 1);
  await paste(`${words}.`);
  await expect
    .poll(async () => (await told())[2]!.length, { timeout: 60_000 })
    .toBe(`Press it${scripts}${words}.`.length);
  await kept(page);
});

test("a picture takes the place of another, and what hides something is looked at first", async () => {
  await row(page, "Issue a refund in the till").first().click();
  const { documents } = await overviewOf(page);
  id = documents.find((each) => each.title === "Issue a refund in the till")!.id;
  const content = await contentOf(page, id);
  const first = content.figures.find(({ step }) => step === content.steps[0]!.id)!;
  const shape = {
    id: "01900000-0000-7000-8000-0000000000ff",
    mark: "route",
    form: { kind: "redaction", rect: { x: 0.4, y: 0.4, width: 0.2, height: 0.06 } },
  };
  const edit = { edit: "add_shapes", figure: first.id, shapes: [shape] };
  const done = await page.request.post(new URL("/edit", page.url()).href, {
    data: { do: "edit", edit, focus: null },
  });
  expect(done.ok(), await done.text()).toBe(true);
  await page.reload();
  const figure = main().locator(`[data-figure="${first.id}"]`);
  await expect(figure).toBeVisible();
  const before = (await contentOf(page, id)).figures;

  await give(figure, [shot("payroll-1-open-run")], { ...(await middle(figure)), shift: true });
  const dialog = page.getByRole("dialog", { name: "Replace the picture" });
  // To find one picture in another takes what it takes, in a program that is not optimised.
  await expect(dialog).toBeVisible({ timeout: 150_000 });
  const use = dialog.getByRole("button", { name: "Use the new picture" });
  await expect(use).toBeDisabled();
  await expect(dialog).toContainText("Check first what is to stay hidden.");
  await checkView(page, "picture-replace");

  // The slider, by keyboard and by a pull over the picture.
  const slider = dialog.getByRole("slider", { name: "How much of the old picture is shown" });
  await slider.focus();
  await page.keyboard.press("End");
  await expect(slider).toHaveValue("100");
  const stage = (await dialog.locator(".stage").boundingBox())!;
  await page.mouse.move(stage.x + stage.width * 0.9, stage.y + 40);
  await page.mouse.down();
  await page.mouse.move(stage.x + stage.width * 0.25, stage.y + 40, { steps: 3 });
  await page.mouse.up();
  await expect(slider).toHaveValue("25");

  // What hides something comes first; moved, widened and found right by keys, and each is asked about.
  await expect(dialog.locator("[data-check]").first()).toContainText("Redaction");
  const hidden = dialog.locator(`[data-check="${shape.id}"]`);
  await hidden.focus();
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("+");
  await page.keyboard.press("Enter");
  await expect(hidden).toContainText("Right");
  const unseen = dialog.locator("[data-check][aria-pressed=false]", { hasText: "Redaction" });
  await expect(unseen).toHaveCount(1);
  await expect(use).toBeDisabled();
  await unseen.click();
  await expect(use).toBeEnabled();
  await use.click();
  await expect(dialog).toBeHidden();
  await expect(page.getByTestId("toast")).toContainText("The picture is replaced");
  await kept(page);
  const after = (await contentOf(page, id)).figures.find((each) => each.id === first.id)!;
  expect(after.asset).not.toBe(first.asset);
  const moved = after.shapes.find((each) => each.id === shape.id)!.form as typeof shape.form;
  expect(moved.rect.x).toBeCloseTo(0.405, 3);
  expect(moved.rect.width).toBeCloseTo(0.21, 3);

  const { revision } = await libraryOf(page);
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await libraryOf(page)).revision).toBeGreaterThan(revision);
  expect((await contentOf(page, id)).figures, "one undo").toEqual(before);
});

test("an alternative text is suggested, and its lack is counted", async () => {
  await write();
  await give(main().locator("[contenteditable=true]"), [icon("128x128")], "paste");
  const figure = step(3).locator("figure");
  await expect(figure).toHaveCount(1);
  const problems = page.getByTestId("problems");
  await expect(problems).toBeVisible();
  await problems.click();
  await expect(page.getByRole("dialog")).toContainText(/alternative text/i);
  await page.keyboard.press("Escape");

  await figure.getByRole("button").first().click();
  const inspector = page.getByTestId("inspector");
  const suggestion = inspector.getByRole("group", { name: "Suggested" });
  await expect(suggestion).toContainText("The screen at the step “Press it”.");
  await checkView(page, "picture-alternative");
  await suggestion.getByRole("button").click();
  await expect
    .poll(async () => (await contentOf(page, id)).figures[0]!.alt)
    .toBe("The screen at the step “Press it”.");
  await expect(suggestion).toBeHidden();
  await page.keyboard.press("Escape");
  await problems.click();
  await expect(page.getByRole("dialog")).not.toContainText(/alternative text/i);
});
