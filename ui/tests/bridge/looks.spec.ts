/** How marks look and lie: turned, and in styles that the library keeps. */
import type { Page } from "@playwright/test";
import { checkView, cursor, expect, kept, row, test } from "./bridge";
import { annotate, kindsOf, pull, shapesOf, stage } from "./pictures";
import { libraryOf, overviewOf, stateOf, travel } from "./records";

test.use({ serves: "sample", viewport: { width: 1280, height: 1040 } });

let page: Page;
let id: string;

test.beforeEach(async ({ window }) => {
  test.setTimeout(240_000);
  page = window;
  await row(page, "Issue a refund in the till").first().click();
  const { documents } = await overviewOf(page);
  id = documents.find(({ title }) => title === "Issue a refund in the till")!.id;
  await annotate(page, 0);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await expect.poll(() => kindsOf(page, id, 0)).toEqual([]);
});

const turns = async () => (await shapesOf(page, id, 0)).map(({ turn }) => turn);
const looks = async () =>
  (await shapesOf(page, id, 0)).map(({ mark, stroke, lettering }) => `${mark} ${stroke} ${lettering}`);

/** Pulls the handle that turns to a place, in fractions of the picture. */
async function turnTo(to: [number, number], held?: "Shift") {
  const handle = (await stage(page).locator("[data-handle=turn] .handle").boundingBox())!;
  const box = (await stage(page).boundingBox())!;
  const at = (x: number, y: number): [number, number] => [(x - box.x) / box.width, (y - box.y) / box.height];
  await pull(page, at(handle.x + handle.width / 2, handle.y + handle.height / 2), to, held);
}

for (const theme of ["light", "dark"] as const) {
  test.describe(theme, () => {
    test.use({ theme });

    test(`marks are turned by pointer, key and number (${theme})`, async () => {
      const before = await stateOf(page, id);
      await page.keyboard.press("r");
      await pull(page, [0.4, 0.4], [0.6, 0.5]);
      await expect.poll(turns).toEqual([0]);
      // To the right of it: a quarter.
      await turnTo([0.8, 0.45]);
      await expect.poll(turns).toEqual([90]);
      expect((await libraryOf(page)).undo).toBe("turn_shapes");
      await turnTo([0.79, 0.3], "Shift");
      await expect.poll(async () => (await turns())[0]! % 15).toBe(0);
      await page.keyboard.press("Control+z");
      await expect.poll(turns).toEqual([90]);
      // What was undone is shown: the picture, on which nothing is chosen then.
      await stage(page).focus();
      await page.keyboard.press("Tab");
      await expect(stage(page).locator("[data-handle=turn]")).toBeVisible();
      await page.keyboard.press("Control+Shift+ArrowLeft");
      await page.keyboard.press("Control+ArrowRight");
      await expect.poll(turns).toEqual([76]);
      const field = page.getByTestId("inspector").getByLabel("Turned by");
      await expect(field).toHaveValue("76");
      await field.fill("-30");
      await field.press("Enter");
      await expect.poll(turns).toEqual([-30]);

      // Its corner goes to where it is pulled, and the one across stays.
      const corner = async (name: string) => {
        const { x, y, width, height } = (await stage(page)
          .locator(`[data-handle=${name}] .handle`)
          .boundingBox())!;
        return { x: x + width / 2, y: y + height / 2 };
      };
      const [near, far] = [await corner("se"), await corner("nw")];
      await page.mouse.move(near.x, near.y);
      await page.mouse.down();
      await page.mouse.move(near.x + 30, near.y + 10, { steps: 3 });
      await page.mouse.up();
      await kept(page);
      const [pulled, left] = [await corner("se"), await corner("nw")];
      expect(Math.hypot(pulled.x - near.x - 30, pulled.y - near.y - 10)).toBeLessThan(1.5);
      expect(Math.hypot(left.x - far.x, left.y - far.y)).toBeLessThan(1.5);

      // A turned mark is met where it is seen, and not where it would be.
      await page.keyboard.press("Escape");
      const seen = await stage(page)
        .locator("[data-shape] rect.hit")
        .first()
        .evaluate((rect: SVGGraphicsElement) => {
          const box = rect.getBBox();
          const place = new DOMPoint(box.x + box.width, box.y + box.height / 2).matrixTransform(
            rect.getScreenCTM()!,
          );
          return { x: place.x, y: place.y };
        });
      await page.mouse.click(seen.x, seen.y);
      await expect(stage(page).locator("[data-handle=turn]")).toBeVisible();

      // A text goes on from where it begins, while it is typed and then.
      await page.keyboard.press("t");
      await pull(page, [0.2, 0.7], [0.2, 0.7]);
      await expect(page.locator("figure textarea")).toBeFocused();
      await page.keyboard.type("Press");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Control+Shift+ArrowRight");
      await page.keyboard.press("Control+Shift+ArrowRight");
      await expect.poll(turns).toEqual([-30, 30]);
      const begins = async () => {
        const shown = stage(page).locator("[data-shape]").nth(1).locator("rect.hit");
        return shown.evaluate((rect: SVGGraphicsElement) => {
          const { x, y } = rect.getBBox();
          const place = new DOMPoint(x, y).matrixTransform(rect.getScreenCTM()!);
          return [Math.round(place.x), Math.round(place.y)];
        });
      };
      const start = await begins();
      await page.keyboard.press("Enter");
      await expect(page.locator("figure textarea")).toBeFocused();
      await page.keyboard.type("Press here and nowhere else");
      await checkView(page, `turned-typing-${theme}`);
      await page.keyboard.press("Enter");
      await kept(page);
      for (const [axis, place] of (await begins()).entries()) {
        expect(Math.abs(place - start[axis]!), "the text begins where it did").toBeLessThanOrEqual(2);
      }
      await checkView(page, `turned-${theme}`);
      const after = await stateOf(page, id);
      await page.keyboard.press("Escape");
      await travel(page, "undo", id, before);
      await travel(page, "redo", id, after);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await expect(stage(page)).toHaveCount(0);
      await checkView(page, `turned-read-${theme}`);
    });

    test(`styles are saved by name, applied, renamed and deleted (${theme})`, async () => {
      await page.keyboard.press("r");
      await pull(page, [0.1, 0.1], [0.2, 0.2]);
      await page.getByRole("radio", { name: "Green" }).click();
      const open = page.getByRole("button", { name: "Lines and letters" });
      await open.click();
      const popover = page.getByRole("dialog", { name: "Lines and letters" });
      await popover.getByText("Bold", { exact: true }).click();
      await expect.poll(looks).toEqual(["green bold normal"]);

      // By keyboard alone: the name, Enter.
      await popover.getByLabel("Save this look as a style").fill("Where to look");
      await page.keyboard.press("Enter");
      const style = popover.getByRole("button", { name: "Where to look", exact: true });
      await expect(style).toHaveAttribute("aria-pressed", "true");
      expect((await libraryOf(page)).undo).toBe("create_preset");
      await popover.getByLabel("Save this look as a style").fill("where to LOOK");
      await expect(popover).toContainText("There is a style with this name already");
      await expect(popover.getByRole("button", { name: "Save", exact: true })).toBeDisabled();
      await checkView(page, `styles-${theme}`);
      await popover.getByLabel("Save this look as a style").fill("");
      await page.keyboard.press("Escape");
      await expect(popover).toHaveCount(0);

      // Another mark gets it; and the next one that is drawn, also on another picture.
      await stage(page).focus();
      await page.keyboard.press("Escape");
      await open.click();
      await popover.getByRole("button", { name: "Click here" }).click();
      await page.keyboard.press("Escape");
      await page.keyboard.press("e");
      await pull(page, [0.3, 0.1], [0.4, 0.2]);
      await expect.poll(looks).toEqual(["green bold normal", "route normal normal"]);
      await open.click();
      await style.click();
      await expect.poll(looks).toEqual(["green bold normal", "green bold normal"]);
      expect((await libraryOf(page)).undo).toBe("style_shapes");
      await page.keyboard.press("Escape");
      await annotate(page, 1);
      await page.keyboard.press("l");
      await pull(page, [0.1, 0.95], [0.3, 0.95]);
      await expect
        .poll(async () => (await shapesOf(page, id, 1)).at(-1))
        .toMatchObject({ mark: "green", stroke: "bold", form: { kind: "line" } });

      // Renamed by F2, deleted by Delete, and brought back.
      await open.click();
      await style.focus();
      await page.keyboard.press("F2");
      await cursor(page);
      await page.keyboard.type("Look here");
      await page.keyboard.press("Enter");
      const renamed = popover.getByRole("button", { name: "Look here", exact: true });
      await expect(renamed).toBeFocused();
      expect((await libraryOf(page)).undo).toBe("rename_preset");
      await page.keyboard.press("Delete");
      await expect(renamed).toHaveCount(0);
      await expect(popover.getByLabel("Save this look as a style")).toBeFocused();
      await page.keyboard.press("Escape");
      await stage(page).focus();
      await page.keyboard.press("Control+z");
      await open.click();
      await expect(renamed).toBeVisible();
      expect((await overviewOf(page)).presets).toMatchObject([
        { name: "Look here", mark: "green", stroke: "bold" },
      ]);
      await page.reload();
      await annotate(page, 0);
      await open.click();
      await expect(renamed).toBeVisible();
    });
  });
}
