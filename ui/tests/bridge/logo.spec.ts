/** A pack's logo: chosen from a file, kept with the pack, on the cover of what is exported. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "@playwright/test";
import { checkView, expect, kept, test } from "./bridge";

const picture = fileURLToPath(new URL("../../../icons/icon.png", import.meta.url));

test.use({ serves: "sample", pictures: [picture] });

async function look(page: Page): Promise<{ dialog: Locator; logo: Locator }> {
  await page.keyboard.press("Control+e");
  await page.getByTestId("pack-compose").click();
  const dialog = page.getByTestId("pack-dialog");
  await dialog.getByText("Look", { exact: true }).click();
  const logo = dialog.getByTestId("pack-logo");
  await logo.scrollIntoViewIfNeeded();
  return { dialog, logo };
}

async function choosePack(page: Page, name: string): Promise<Locator> {
  await page.keyboard.press("Control+e");
  const form = page.getByTestId("export-form");
  await form.getByRole("combobox").or(form.locator("button[aria-haspopup=listbox]")).first().click();
  await page.getByRole("option", { name: `Pack “${name}”` }).click();
  return form;
}

const shown = (logo: Locator) =>
  expect
    .poll(() => logo.getByRole("img").evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0);

for (const theme of ["light", "dark"] as const) {
  test.describe(theme, () => {
    test.use({ theme });

    test("a logo is chosen, kept with its pack, taken back and exported", async ({ window: page }) => {
      const { dialog, logo } = await look(page);
      await dialog.getByLabel("Name of the pack").fill("For customers");
      await logo.getByRole("button", { name: "Choose a picture…" }).click();
      await shown(logo);
      await checkView(page, `pack-logo-${theme}`);
      await page.getByTestId("pack-save").click();
      await expect(page.getByTestId("toast").last()).toContainText("Pack “For customers” is kept");
      await kept(page);

      // It is on the cover of what comes of it.
      let form = await choosePack(page, "For customers");
      await shown(form.getByTestId("pack-logo"));
      await form.getByText("HTML", { exact: true }).click();
      const answer = page.waitForResponse(
        (response) =>
          response.url().endsWith("/job") && (response.request().postData() ?? "").includes('"export"'),
      );
      await form.getByTestId("export-run").click();
      await expect(page.getByTestId("export-done")).toBeVisible();
      const { path } = (await (await answer).json()) as { path: string };
      expect(await readFile(path, "utf8")).toContain('<img class="logo"');
      await page.getByTestId("export").getByRole("button", { name: "Dismiss" }).click();

      // Without it, by keyboard, and back.
      form = await choosePack(page, "For customers");
      await form.getByRole("button", { name: "Remove the logo" }).focus();
      await page.keyboard.press("Enter");
      await expect(form.getByRole("button", { name: "Choose a picture…" })).toBeFocused();
      await form.getByRole("button", { name: "Keep these choices in the pack" }).click();
      await kept(page);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+z");
      form = await choosePack(page, "For customers");
      await shown(form.getByTestId("pack-logo"));
    });
  });
}
