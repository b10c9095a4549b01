/** What is hidden on a picture: seen by nobody but the one who annotates it, and gone when it is burned. */
import type { Page, Request } from "@playwright/test";
import type { Job } from "../../src/api/types.gen";
import { checkView, expect, kept, row, test } from "./bridge";
import { annotate, figures, figuresOf, kindsOf, pull, stage } from "./pictures";
import { libraryOf, overviewOf } from "./records";

test.use({ serves: "sample", viewport: { width: 1280, height: 1040 } });

const title = "Issue a refund in the till";

let page: Page;
let id: string;
/** Pictures that were asked for with what is hidden on them. */
let originals: string[];

test.beforeEach(async ({ window }) => {
  test.setTimeout(240_000);
  page = window;
  originals = [];
  page.on("request", (request: Request) => {
    const [, hash] = /\/shot\/original\/(\w+)/.exec(request.url()) ?? [];
    if (hash) originals.push(hash);
  });
  await row(page, title).first().click();
  await expect(figures(page).first()).toBeVisible();
  const { documents } = await overviewOf(page);
  id = documents.find((document) => document.title === title)!.id;
});

/** Hides a place of the first picture that has something on it, and leaves the picture. */
async function hide(): Promise<void> {
  await annotate(page, 0);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await page.keyboard.press("x");
  await pull(page, [0.3, 0.3], [0.6, 0.6]);
  await expect.poll(() => kindsOf(page, id, 0)).toEqual(["redaction"]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(stage(page)).toHaveCount(0);
}

/** The colour in the middle of what was hidden, on each picture that the page shows of a figure. */
const seen = (figure: string) =>
  page.evaluate(async (figure) => {
    const images = [
      ...document.querySelectorAll<HTMLImageElement>(`img[src*="${figure}"], img[src*="/compared/"]`),
    ];
    return Promise.all(
      images.map(async (image) => {
        await image.decode();
        const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
        const context = canvas.getContext("2d")!;
        context.drawImage(image, 0, 0);
        const at = [Math.round(image.naturalWidth * 0.45), Math.round(image.naturalHeight * 0.45)] as const;
        return [...context.getImageData(...at, 1, 1).data.slice(0, 3)].join();
      }),
    );
  }, figure);
const fill = "27,30,34";

test("nothing but the annotation editor asks for a picture with what is hidden on it", async () => {
  const [figure] = await figuresOf(page, id);
  await hide();
  expect(new Set(originals), "the one that was annotated").toEqual(new Set([figure!.asset]));
  originals = [];

  // Read, with every picture of the document in view once; and as a part of another document.
  await page.reload();
  await expect(figures(page).first().locator("img")).toBeVisible();
  await expect.poll(() => seen(figure!.id)).toEqual([fill]);
  for (const shown of await figures(page).all()) {
    await shown.scrollIntoViewIfNeeded();
    await expect(shown.locator("img")).toBeVisible();
  }
  await row(page, "Refund a customer").first().click();
  await expect(page.getByTestId("main").locator("[data-node]").first()).toBeVisible();
  await row(page, title).first().click();
  await expect(figures(page).first()).toBeVisible();

  // The pages of a pack, before it is exported, and the export.
  await page.keyboard.press("Control+e");
  await page.getByTestId("pack-compose").click();
  const preview = page.getByTestId("pack-dialog").getByTestId("pack-preview");
  await expect(preview).toHaveAttribute("aria-busy", "false");
  await expect(preview.getByRole("img", { name: "Page 1", exact: true })).toBeVisible();
  await page.keyboard.press("Escape");

  // Another picture beside the old one, before it takes its place.
  const origin = new URL(page.url()).origin;
  const other = await page.request.get(`${origin}/shot/original/${(await figuresOf(page, id))[1]!.asset}`);
  await page.evaluate(
    (bytes) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], "other.png", { type: "image/png" }));
      const at = document.querySelector("figure")!.getBoundingClientRect();
      const [clientX, clientY] = [at.x + at.width / 2, at.y + at.height / 2];
      const told = { dataTransfer: data, bubbles: true, cancelable: true, shiftKey: true, clientX, clientY };
      const on = document.elementFromPoint(clientX, clientY)!;
      for (const kind of ["dragenter", "dragover", "drop"]) on.dispatchEvent(new DragEvent(kind, told));
    },
    [...(await other.body())],
  );
  const compared = page.getByRole("slider", { name: "How much of the old picture is shown" });
  // The pictures are held against each other first, which takes a program that is not optimised a while.
  await expect(compared).toBeVisible({ timeout: 150_000 });
  // On the page, and beside each other.
  await expect.poll(() => seen(figure!.id)).toEqual([fill, fill, fill]);

  expect(originals, "the window itself has asked for none").toEqual([]);
});

for (const theme of ["light", "dark"] as const) {
  test.describe(theme, () => {
    test.use({ theme });

    test(`a picture is burned for good, after it was said what that means (${theme})`, async () => {
      await hide();
      const [before] = await figuresOf(page, id);
      const origin = new URL(page.url()).origin;
      const original = () => page.request.get(`${origin}/shot/original/${before!.asset}`);
      expect((await original()).status()).toBe(200);
      expect((await libraryOf(page)).undo).not.toBeNull();
      const job = async (job: Job) => {
        const done = await page.request.post(`${origin}/job`, { data: { id: crypto.randomUUID(), job } });
        return (await done.json()) as Record<string, unknown>;
      };
      await job({ job: "back_up" });

      await annotate(page, 0);
      const inspector = page.getByTestId("inspector");
      await inspector.getByRole("button", { name: "Burn permanently…" }).click();
      const dialog = page.getByRole("dialog", { name: "Burn this picture permanently" });
      await expect(dialog).toContainText("Only this screenshot uses the picture.");
      await expect(dialog).toContainText("cannot be undone");
      await expect(dialog.getByRole("checkbox", { name: /backups/ })).toBeChecked();
      await checkView(page, `burn-${theme}`);
      await dialog.getByRole("button", { name: "Cancel" }).click();
      await expect(dialog).toHaveCount(0);
      expect((await figuresOf(page, id))[0]).toEqual(before);

      // By its command as well, as everything is.
      await stage(page).focus();
      await page.keyboard.press("Control+k");
      await page.keyboard.type("Burn permanently");
      await page.keyboard.press("Enter");
      await dialog.getByRole("button", { name: "Burn permanently" }).click();
      await expect(dialog).toHaveCount(0);
      await expect.poll(async () => (await figuresOf(page, id))[0]!.asset).not.toBe(before!.asset);
      expect((await original()).status(), "the picture is gone").toBe(404);
      await expect(page.getByTestId("toast").last()).toContainText("from 1 backup too");
      const purged = await job({ job: "purge_backups", assets: [before!.asset] });
      expect(purged.backups, "no backup holds it any more").toBe(0);
      const [after] = await figuresOf(page, id);
      expect(after).toEqual({ ...before, asset: after!.asset });
      expect(await libraryOf(page), "and so is what could be undone").toMatchObject({
        undo: null,
        redo: null,
      });
      await expect(inspector).toContainText("Burned just now");
      await page.keyboard.press("Control+z");
      await kept(page);
      expect((await figuresOf(page, id))[0]).toEqual(after);

      // Its redaction may go: there is nothing below it.
      await stage(page).focus();
      await page.keyboard.press("Control+a");
      await page.keyboard.press("Delete");
      await expect.poll(() => kindsOf(page, id, 0)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await expect(stage(page)).toHaveCount(0);
      await expect.poll(() => seen(before!.id)).toEqual([fill]);
      await checkView(page, `burned-${theme}`);
    });
  });
}
