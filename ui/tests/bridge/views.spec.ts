/** Every view, light and dark: nothing for axe to find, and nothing for the content security policy to refuse. */
import { checkView, expect, ready, row, test } from "./bridge";
import { furnish } from "./furnish";

for (const theme of ["light", "dark"] as const) {
  test.describe(theme, () => {
    test.use({ theme });

    test("before there is a document", async ({ window: page }) => {
      await checkView(page, `welcome-${theme}`);
      await page.getByTestId("welcome-empty").click();
      await expect(page.getByTestId("begin-process")).toBeVisible();
      await checkView(page, `begin-${theme}`);
      for (const kind of ["process", "sop", "policy"]) {
        await page.getByTestId("new-document").click();
        await page
          .getByRole("menuitem", {
            name: { process: "Process", sop: "SOP", policy: "Policy" }[kind]!,
            exact: true,
          })
          .click();
        await page.waitForTimeout(400);
        await checkView(page, `new-${kind}-${theme}`);
        await page.keyboard.press("Escape");
      }
    });

    test("documents", async ({ window: page }) => {
      test.setTimeout(120_000);
      await furnish(page);
      await ready(page);
      await row(page, "Refund a customer").click();
      await expect(page.locator(".svelte-flow__node")).toHaveCount(5);
      await checkView(page, `map-${theme}`);
      await page.locator(".svelte-flow__node", { hasText: "Issue the refund" }).click();
      await checkView(page, `map-step-${theme}`);
      await row(page, "Refund in full, card").click();
      await expect(page.getByTestId("main")).toContainText("Tell the customer");
      await checkView(page, `sop-${theme}`);
      await row(page, "Issue a refund in the till").first().click();
      await expect(page.getByTestId("main")).toContainText("Payments");
      await page.getByTestId("main").locator("[data-step]").first().click();
      await checkView(page, `instruction-step-${theme}`);
      await row(page, "Refunds within 14 days").click();
      await expect(page.getByTestId("main")).toContainText("14 days");
      await checkView(page, `policy-${theme}`);
    });

    test("what floats over a document", async ({ window: page }) => {
      test.setTimeout(120_000);
      await furnish(page);
      await ready(page);
      await row(page, "Refund in full, card").click();
      await page.getByTestId("status-chip").click();
      await checkView(page, `status-${theme}`);
      await page.keyboard.press("Escape");
      await page.getByTestId("export-open").click();
      await checkView(page, `export-${theme}`);
      await page.keyboard.press("Escape");
      await page.getByTestId("problems").click();
      await checkView(page, `problems-${theme}`);
      await page.keyboard.press("Escape");
      await row(page, "Refund in full, card").click({ button: "right" });
      await checkView(page, `context-${theme}`);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+k");
      await page.keyboard.type("refund");
      await expect(page.getByRole("option").first()).toBeVisible();
      await checkView(page, `palette-${theme}`);
      await page.keyboard.press("Escape");
      await page.getByTestId("menu").click();
      await checkView(page, `menu-${theme}`);
      await page.getByRole("menuitem", { name: "Keyboard shortcuts" }).click();
      await checkView(page, `shortcuts-${theme}`);
      await page.keyboard.press("Escape");
      await page.getByTestId("menu").click();
      await page.getByRole("menuitem", { name: "About Roadbook" }).click();
      await checkView(page, `about-${theme}`);
    });

    test("places that are no document", async ({ window: page }) => {
      test.setTimeout(120_000);
      await furnish(page);
      await ready(page);
      await page.getByTestId("go-health").click();
      await expect(page.getByTestId("health").getByRole("article").first()).toBeVisible();
      await checkView(page, `health-${theme}`);
      await page.getByTestId("go-roles").click();
      await expect(page.getByTestId("role-list")).toContainText("1 place");
      await checkView(page, `roles-${theme}`);
      await page.getByTestId("go-trash").click();
      await expect(page.getByTestId("trash")).toContainText("An old way");
      await checkView(page, `trash-${theme}`);
      await page.getByTestId("menu").click();
      await page.getByRole("menuitem", { name: "All documents" }).click();
      await checkView(page, `home-${theme}`);
      await page.getByTestId("menu").click();
      await page.getByRole("menuitem", { name: "Settings" }).click();
      await checkView(page, `settings-${theme}`);
    });
  });
}
