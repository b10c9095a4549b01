/** A document as its readers get it: by keys and by mouse, light and dark, from the editor and back to it. */
import type { Page } from "@playwright/test";
import { checkView, expect, row, test } from "./bridge";

test.beforeEach(() => {
  test.setTimeout(240_000);
});

test.use({ serves: "sample" });

const reader = (page: Page) => page.getByTestId("reader");
const inside = (page: Page) => reader(page).frameLocator("iframe");
const main = (page: Page) => page.getByTestId("main");

async function open(page: Page, title: string) {
  await row(page, title).first().click();
  await expect(main(page).locator("[data-step]").first()).toBeVisible();
}

for (const theme of ["light", "dark"] as const) {
  test.describe(theme, () => {
    test.use({ theme });
    test(`an instruction is read with its pictures as they are exported (${theme})`, async ({
      window: page,
    }) => {
      await open(page, "Issue a refund in the till");
      const steps = await main(page).locator("[data-step]").count();
      await page.keyboard.press("Control+Shift+P");
      await expect(inside(page).getByRole("heading", { level: 2 })).toHaveText("Issue a refund in the till");
      await expect(inside(page).locator("[data-step]")).toHaveCount(steps);
      const picture = inside(page).locator(".shot img").first();
      await expect.poll(() => picture.evaluate((it: HTMLImageElement) => it.naturalWidth)).toBeGreaterThan(0);
      // Burned pictures, and no original.
      for (const address of await inside(page).locator("img").evaluateAll(addresses)) {
        expect(address).toMatch(/\/shot\/figure\/[\w-]+\/1432\/[0-9a-f]+$/);
      }
      const ground = await inside(page)
        .locator("body")
        .evaluate((body) => getComputedStyle(body).backgroundColor);
      expect(ground).toBe(theme === "light" ? "rgb(250, 248, 244)" : "rgb(23, 25, 28)");
      await checkView(page, `reader-${theme}`);

      // A picture as large as there is room for, and back.
      await picture.click();
      const large = inside(page).getByRole("dialog");
      await expect(large.locator("img")).toHaveAttribute("src", /\/full\/[0-9a-f]+$/);
      await checkView(page, `reader-picture-${theme}`);
      await page.keyboard.press("Escape");
      await expect(large).toBeHidden();
      await expect(reader(page)).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(reader(page)).toBeHidden();
      await expect(main(page).locator("[data-step]")).toHaveCount(steps);
    });
  });
}

const addresses = (pictures: (HTMLElement | SVGElement)[]) =>
  pictures.map((picture) => picture.getAttribute("src") ?? "");

test("reading begins at the chosen step and ends where one was", async ({ window: page }) => {
  await open(page, "Issue a refund in the till");
  const last = main(page).locator("[data-step]").last();
  await last.locator("button.number").click();
  const scroller = main(page).locator("[data-scroll]");
  await expect.poll(() => scroller.evaluate((it) => it.scrollTop)).toBeGreaterThan(200);
  const left = await scroller.evaluate((it) => it.scrollTop);
  // The place is noted when the page has come to rest.
  await page.waitForTimeout(400);
  await page.getByTestId("reader-open").click();
  await expect(inside(page).locator("[data-step]").last()).toBeInViewport();
  await page.keyboard.press("Escape");
  await expect.poll(() => scroller.evaluate((it) => it.scrollTop)).toBe(left);
  await expect(main(page).locator("[data-step].chosen")).toHaveCount(1);
});

test("links lead to other documents as they are read, and Alt+Left back", async ({ window: page }) => {
  await open(page, "Refund in full by card");
  await page.keyboard.press("Control+Shift+P");
  const title = inside(page).getByRole("heading", { level: 2 });
  await expect(title).toHaveText("Refund in full by card");
  await inside(page).locator(".told-in a").first().click();
  await expect(title).not.toHaveText("Refund in full by card");
  const second = await title.textContent();
  await expect(page.getByTestId("trail")).toContainText(second!);
  await page.keyboard.press("Alt+ArrowLeft");
  await expect(title).toHaveText("Refund in full by card");
  await page.keyboard.press("Alt+ArrowRight");
  await expect(title).toHaveText(second!);
  // From there to its editor, and from the first one's reading to where one was.
  await page.keyboard.press("Control+Shift+P");
  await expect(reader(page)).toBeHidden();
  await expect(main(page).getByRole("article")).toHaveAccessibleName(second!);
  await page.keyboard.press("Alt+ArrowLeft");
  await page.keyboard.press("Alt+ArrowLeft");
  await expect(title).toHaveText("Refund in full by card");
  await page.getByRole("toolbar").getByRole("button", { name: /^Back/ }).click();
  await expect(main(page).getByRole("article")).toHaveAccessibleName("Refund in full by card");
});

test("the map is read too, and leads to its documents", async ({ window: page }) => {
  await row(page, "Refund a customer").click();
  await expect(page.locator(".svelte-flow__node").first()).toBeVisible();
  await page.keyboard.press("Control+Shift+P");
  await expect(inside(page).locator(".map svg").first()).toBeVisible();
  await checkView(page, "reader-map");
  await inside(page).locator(".who a").first().click();
  await expect(inside(page).locator("[data-step]").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator(".svelte-flow__node").first()).toBeVisible();
});

test("what is printed is the page, light and without tools", async ({ window: page }) => {
  await open(page, "Issue a refund in the till");
  await page.keyboard.press("Control+Shift+P");
  await expect(inside(page).locator(".shot img").first()).toBeVisible();
  const frame = page.frames().find((each) => each !== page.mainFrame())!;
  await frame.evaluate(() => {
    window.print = () => {
      const pictures = [...document.images];
      document.documentElement.dataset.printed = pictures.every((it) => it.complete) ? "whole" : "early";
    };
  });
  await page.keyboard.press("Control+p");
  await expect(inside(page).locator("html")).toHaveAttribute("data-printed", "whole");
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(inside(page).locator(".shot .tool").first()).toBeHidden();
  await expect(inside(page).locator("body")).toHaveCSS("background-color", "rgb(255, 255, 255)");
});
