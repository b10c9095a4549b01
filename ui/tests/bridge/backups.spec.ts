/** Backups: made and restored from the settings, and at hand when a library cannot be opened. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { begin, checkView, expect, kept, kill, ready, test, type Begun } from "./bridge";

const backups = (page: Page) => page.getByTestId("backups").getByRole("listitem");

async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.keyboard.type(words);
  await expect(page.getByRole("option").first()).toContainText("Backups");
  await page.keyboard.press("Enter");
}

/** The library that is open is called so. */
async function named(page: Page, name: string): Promise<void> {
  await command(page, "backups");
  await expect(page.getByTestId("trail")).toContainText(name);
}

for (const theme of ["light", "dark"] as const) {
  test.describe(theme, () => {
    test.use({ serves: "sample", theme });

    test("a backup is made and restored from the settings", async ({ window: page }) => {
      test.setTimeout(120_000);
      await command(page, "backups");
      await expect(page.getByRole("heading", { name: "Backups" })).toBeFocused();
      await page.getByRole("button", { name: "Back up now" }).click();
      await expect(page.getByTestId("toast").last()).toContainText(/Backup \d is made/);
      const newest = backups(page).first();
      await expect(newest).toContainText("asked for");
      await expect(newest).toContainText(/\d+ documents · \d+ pictures · /);
      await checkView(page, `backups-${theme}`);

      await newest.getByRole("button", { name: /Restore the backup of .* into a new folder/ }).click();
      await expect(page.getByTestId("toast").last()).toContainText("Sample library restored");
      await expect(page.getByTestId("settings")).toHaveCount(0);
      await expect(page.getByRole("treeitem", { name: "Refund a customer" })).toBeVisible();
      await named(page, "Sample library restored");
    });
  });
}

/** A library with a backup, and what a power cut leaves of it after `harm`. */
async function cut(page: Page, home: string, harm: (folder: string) => void): Promise<Begun> {
  const first = await begin("--home", home);
  const folder = join(home, "libraries", "My library");
  try {
    await page.goto(first.address);
    await ready(page);
    await page.getByTestId("welcome-empty").click();
    await page.getByTestId("begin-sop").click();
    await expect(page.getByLabel("Rename")).toBeFocused();
    await page.keyboard.type("Bake the bread\n");
    await expect(page.getByRole("treeitem", { name: "Bake the bread" })).toBeVisible();
    await kept(page);
    await command(page, "backups");
    await page.getByRole("button", { name: "Back up now" }).click();
    await expect(backups(page).first()).toContainText("asked for");
  } finally {
    await kill(first);
  }
  harm(folder);
  const second = await begin("--home", home, folder);
  await page.goto(second.address);
  await ready(page);
  return second;
}

for (const theme of ["light", "dark"] as const) {
  test(`the newest backup stands beside a damaged library, ${theme}`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    const home = mkdtempSync(join(tmpdir(), "roadbook-"));
    const bridge = await cut(page, home, (folder) =>
      writeFileSync(join(folder, "library.db"), "nothing of it".repeat(100)),
    );
    try {
      const rescue = page.getByTestId("rescue");
      await expect(page.getByRole("alert")).toContainText("damaged");
      await expect(rescue.getByRole("listitem")).toContainText("1 document");
      await checkView(page, `rescue-${theme}`);
      await rescue.getByRole("button", { name: /Restore/ }).click();
      await expect(page.getByRole("treeitem", { name: "Bake the bread" })).toBeVisible();
      await named(page, "My library restored");
    } finally {
      await kill(bridge);
      rmSync(home, { recursive: true });
    }
  });
}

test("a library that lost its log is opened without it when the person says so", async ({ page }) => {
  test.setTimeout(120_000);
  const home = mkdtempSync(join(tmpdir(), "roadbook-"));
  const bridge = await cut(page, home, (folder) => rmSync(join(folder, "library.db-wal")));
  try {
    await expect(page.getByRole("alert")).toContainText("library.db-wal");
    await checkView(page, "rescue-log");
    await page.getByRole("button", { name: "Open it without those changes" }).click();
    await expect(page.getByTestId("settings")).toContainText(/All is well|fault/);
  } finally {
    await kill(bridge);
    rmSync(home, { recursive: true });
  }
});
