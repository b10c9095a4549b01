/** The pages of a pack beside its choices: real ones, laid out anew after each choice, drawn when they are
 *  looked at. */
import type { Locator, Page } from "@playwright/test";
import { checkView, expect, test } from "./bridge";

test.use({ serves: "sample" });

async function compose(page: Page): Promise<{ dialog: Locator; preview: Locator }> {
  await page.keyboard.press("Control+e");
  await page.getByTestId("pack-compose").click();
  const dialog = page.getByTestId("pack-dialog");
  await expect(dialog).toBeVisible();
  return { dialog, preview: dialog.getByTestId("pack-preview") };
}

/** When what is chosen is laid out: how many pages it has. */
async function laidOut(preview: Locator): Promise<number> {
  await expect(preview).toHaveAttribute("aria-busy", "false");
  return preview.locator("li").count();
}

/** The page's picture is there and not empty. */
async function drawn(picture: Locator): Promise<void> {
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => (image.complete ? image.naturalWidth : 0)))
    .toBeGreaterThan(300);
}

for (const theme of ["light", "dark"] as const) {
  test.describe(theme, () => {
    test.use({ theme });

    test("pages follow what is chosen", async ({ window: page }) => {
      const { dialog, preview } = await compose(page);
      const pages = await laidOut(preview);
      expect(pages).toBeGreaterThan(3);
      await expect(preview.getByTestId("pack-preview-pages")).toHaveText(`${pages} pages`);
      await drawn(preview.getByRole("img", { name: "Page 1", exact: true }));
      await checkView(page, `pack-documents-${theme}`);

      await dialog.getByText("Look", { exact: true }).click();
      await dialog.getByText("Cover", { exact: true }).click();
      await expect(preview.locator("li")).toHaveCount(pages - 1);
      await dialog.getByText("Letter", { exact: true }).click();
      await expect(preview.locator("li").first()).toHaveAttribute("style", /aspect-ratio: 612 \/ 792/);
      await drawn(preview.getByRole("img", { name: "Page 1", exact: true }));
      await checkView(page, `pack-look-${theme}`);

      // Each is drawn when it comes near, and the last one is the last of the pack.
      const last = (await laidOut(preview)) - 1;
      await expect(preview.locator("li").nth(last).locator("img")).toHaveCount(0);
      await preview.locator("li").nth(last).scrollIntoViewIfNeeded();
      await drawn(preview.locator("li").nth(last).locator("img"));
      await expect(preview.locator("li").first().locator("img")).toHaveCount(0);
      await checkView(page, `pack-last-page-${theme}`);
    });
  });
}

test("what cannot be printed is said, and nothing chosen asks for nothing", async ({ window: page }) => {
  const { dialog, preview } = await compose(page);
  await laidOut(preview);
  await dialog.getByText("Look", { exact: true }).click();
  const published = dialog.getByRole("checkbox", { name: "Published only" });
  await published.check();
  await laidOut(preview);
  await published.uncheck();
  await expect(preview.getByRole("img", { name: "Page 1", exact: true })).toBeVisible();

  await dialog.getByText("Documents", { exact: true }).click();
  const order = dialog.getByTestId("pack-order");
  while ((await order.getByRole("listitem").count()) > 0) {
    await order.getByRole("listitem").first().focus();
    await page.keyboard.press("Delete");
  }
  await expect(preview.locator("li")).toHaveCount(0);
  await expect(preview).toContainText("Tick documents on the left.");
});

test("looks are kept with the pack, and a narrow window has room for the choices", async ({
  window: page,
}) => {
  const { dialog, preview } = await compose(page);
  await dialog.getByLabel("Name of the pack").fill("For the shop");
  await dialog.getByText("Look", { exact: true }).click();
  await dialog.getByText("A5", { exact: true }).click();
  await expect(preview.locator("li").first()).toHaveAttribute("style", /aspect-ratio: 419/);
  await page.setViewportSize({ width: 900, height: 800 });
  await expect(preview).toHaveCount(0);
  await checkView(page, "pack-narrow");
  await page.getByTestId("pack-save").click();
  await expect(page.getByTestId("toast").last()).toContainText("Pack “For the shop” is kept");

  await page.setViewportSize({ width: 1280, height: 800 });
  await page.keyboard.press("Control+e");
  const form = page.getByTestId("export-form");
  await form.getByRole("combobox").or(form.locator("button[aria-haspopup=listbox]")).first().click();
  await page.getByRole("option", { name: "Pack “For the shop”" }).click();
  await form.getByTestId("pack-compose").click();
  await dialog.getByText("Look", { exact: true }).click();
  await expect(dialog.getByRole("radio", { name: "A5" })).toBeChecked();
  await expect(preview.locator("li").first()).toHaveAttribute("style", /aspect-ratio: 419/);
});
