/** Notices of what happened, and what they offer. */
import { expect, kept, ready, row, test } from "./bridge";
import { furnish } from "./furnish";
import { stepsOf } from "./records";

test("a notice takes back its own edit or leaves", async ({ window: page }) => {
  const { sop } = await furnish(page);
  await ready(page);
  await row(page, "Refund in full, card").click();
  const number = (at: number) =>
    page.getByTestId("main").getByRole("button", { name: `Step ${at}`, exact: true });
  const undo = page.getByTestId("toast").getByRole("button", { name: "Undo" });
  await number(2).click();
  await page.keyboard.press("Delete");
  await expect(undo).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await stepsOf(page, sop)).length).toBe(3);
  await expect(undo, "another edit would be taken back now").toHaveCount(0, { timeout: 3_000 });

  await number(2).click();
  await page.keyboard.press("Delete");
  await undo.click();
  await kept(page);
  expect(await stepsOf(page, sop)).toHaveLength(3);
  await page.mouse.move(10, 300);
  await expect(page.getByTestId("toast"), "the others leave when their time has come").toHaveCount(0, {
    timeout: 12_000,
  });
});
