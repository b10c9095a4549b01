import { expect, row, test } from "./bridge";
import { annotate, figures, pull, stage } from "./pictures";
const shots = process.env.ROADBOOK_SHOTS!;
for (const theme of ["light", "dark"] as const)
  for (const [width, height] of [[1280, 800], [2560, 1440]] as const)
    test.describe(`${theme} ${width}`, () => {
      test.use({ serves: "sample", theme, viewport: { width, height } });
      test("look", async ({ window: page }) => {
        test.setTimeout(240_000);
        const shot = async (name: string) => {
          await page.waitForTimeout(400);
          await page.screenshot({ path: `${shots}/${name}-${theme}-${width}.png` });
        };
        await row(page, "Issue a refund in the till").first().click();
        await expect(figures(page).first()).toBeVisible();
        await annotate(page, 4);
        await stage(page).scrollIntoViewIfNeeded();
        await page.keyboard.press("r");
        await pull(page, [0.55, 0.3], [0.75, 0.42]);
        await page.keyboard.press("Control+Shift+ArrowRight");
        await shot("place");
        await page.keyboard.press("f");
        await shot("full");
        await page.getByRole("button", { name: "Lines and letters" }).click();
        await shot("full-style");
        await page.keyboard.press("Escape");
        await page.getByRole("button", { name: "Arrange marks" }).click();
        await shot("full-arrange");
        await page.keyboard.press("Escape");
        await stage(page).focus();
        await page.keyboard.press("c");
        await shot("full-crop");
        await page.keyboard.press("Escape");
      });
    });
