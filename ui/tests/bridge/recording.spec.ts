/** A step's recording that is a file of this computer: chosen in a dialog, opened by its step, told by its name. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, kept, ready, row, test } from "./bridge";
import { furnish } from "./furnish";
import { contentOf, libraryOf } from "./records";

const folder = mkdtempSync(join(tmpdir(), "Secret plans "));
const file = join(folder, "Refund in full.mp4");
test.use({ recording: file });
test.afterAll(() => rmSync(folder, { recursive: true }));

test("a video file is linked, opened, missed and changed into an address", async ({ window: page }) => {
  writeFileSync(file, "a video");
  const made = await furnish(page);
  await ready(page);
  await row(page, "Refund in full, card").click();
  const step = page.getByTestId("main").locator("[data-step]").first();
  const recording = async () => (await contentOf(page, made.sop)).steps[0]!.recording;
  await step.hover();
  await step.getByRole("button", { name: /^What can be done with step/ }).click();
  await page.getByRole("menuitem", { name: "Recording…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").last().fill("How Ada does it");
  await dialog.getByRole("button", { name: "Choose a file…" }).click();
  await expect.poll(recording).toEqual({ title: "How Ada does it", url: "", file });
  expect((await libraryOf(page)).undo).toBe("update_step.recording");

  const link = step.getByRole("button", { name: /How Ada does it/ });
  await expect(link).toContainText("Refund in full.mp4");
  await expect(step).not.toContainText("Secret plans");
  const opened = page.waitForResponse((answer) => answer.url().endsWith("/job"));
  await link.click();
  expect((await opened).ok()).toBe(true);

  rmSync(file);
  await link.click();
  await expect(page.getByText("“Refund in full.mp4” is not where it was when it was linked.")).toBeVisible();

  // Its title alone is changed; then an address takes the file's place.
  await step.getByRole("button", { name: "Change" }).click();
  await dialog.getByRole("textbox").last().fill("As Ada does it");
  await page.keyboard.press("Enter");
  await expect.poll(recording).toEqual({ title: "As Ada does it", url: "", file });
  await step.getByRole("button", { name: "Change" }).click();
  await dialog.getByRole("textbox").first().fill("https://loom.example/refund");
  await dialog.getByRole("button", { name: "Keep" }).click();
  await expect
    .poll(recording)
    .toEqual({ title: "As Ada does it", url: "https://loom.example/refund", file: "" });
  await kept(page);
});
