/** The whole job in its short form, from the welcome to an exported file, by mouse and keyboard. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, kept, row, test } from "./bridge";
import { libraryOf } from "./records";

const picture = fileURLToPath(new URL("../../../icons/128x128.png", import.meta.url));

test("from a new library to an exported pack", async ({ window: page }) => {
  test.setTimeout(90_000);
  const main = page.getByTestId("main");
  const inspector = page.getByTestId("inspector");

  await page.getByTestId("welcome-name").fill("Workshop");
  await page.getByTestId("welcome-empty").click();

  // A process: its name, then its steps, one per line.
  await page.getByTestId("begin-process").click();
  await expect(page.getByLabel("Rename")).toBeFocused();
  await page.keyboard.type("Refund a customer");
  await page.keyboard.press("Enter");
  await expect(main.getByRole("textbox")).toBeFocused();
  await page.keyboard.type("Check the purchase\nWithin 14 days?\nIssue the refund");
  await page.keyboard.press("Control+Enter");
  await expect(main.locator(".svelte-flow__node")).toHaveCount(3);
  await expect(row(page, "Refund a customer")).toBeVisible();

  // An SOP from a step, written line by line.
  await main.locator(".svelte-flow__node", { hasText: "Issue the refund" }).click();
  await inspector.getByRole("button", { name: "Write SOP" }).click();
  await expect(page.getByTestId("trail")).toHaveText(/Refund a customer.*Issue the refund/);
  const text = (step: string) => main.getByRole("textbox", { name: `Text of step ${step}`, exact: true });
  await main.getByRole("button", { name: "Write the first step" }).click();
  await expect(text("1")).toBeFocused();
  await page.keyboard.type("Open the till");
  await page.keyboard.press("Enter");
  await expect(text("2")).toBeFocused();
  await page.keyboard.type("Find the payment");
  await page.keyboard.press("Enter");
  await expect(text("3")).toBeFocused();
  await page.keyboard.type("Press **Refund**");
  await expect(page.getByTestId("status")).toContainText("3 steps");
  await kept(page);

  // An instruction below it, with a picture pasted into its first step.
  await row(page, "Issue the refund").click({ button: "right" });
  await page.getByRole("menuitem", { name: "New work instruction for this" }).click();
  await expect(page.getByLabel("Rename")).toBeFocused();
  await page.keyboard.type("Issue a refund in the till");
  await page.keyboard.press("Enter");
  await main.getByRole("button", { name: "Write the first step" }).click();
  await expect(text("1")).toBeFocused();
  await page.keyboard.type("Press Refund.");
  const bytes = readFileSync(picture).toString("base64");
  await main
    .locator("[contenteditable=true]")
    .first()
    .evaluate((field, base64) => {
      const data = new DataTransfer();
      const file = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      data.items.add(new File([file], "till.png", { type: "image/png" }));
      field.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, bytes);
  await expect(main.locator("figure")).toHaveCount(1);
  await expect(page.getByTestId("status")).toContainText("1 picture");
  await kept(page);

  // The tree shows who stands below whom.
  const levels = await page
    .getByTestId("sidebar")
    .getByRole("treeitem")
    .evaluateAll((rows) =>
      rows.map((each) => `${each.getAttribute("aria-level")} ${each.getAttribute("aria-label")}`),
    );
  expect(levels).toEqual([
    "1 Processes",
    "2 Refund a customer",
    "3 Issue the refund",
    "4 Issue a refund in the till",
  ]);

  // Everything below the process, as one HTML file.
  await row(page, "Refund a customer").click();
  await page.keyboard.press("Control+e");
  const form = page.getByTestId("export-form");
  await form.getByText("HTML", { exact: true }).click();
  const answer = page.waitForResponse(
    (response) =>
      response.url().endsWith("/job") && (response.request().postData() ?? "").includes('"export"'),
  );
  await form.getByTestId("export-run").click();
  await expect(page.getByTestId("export-done")).toBeVisible({ timeout: 30_000 });
  const { export: id } = (await (await answer).json()) as { export: string };
  const pack = await (await page.request.get(new URL(`/export/${id}`, page.url()).href)).text();
  for (const words of [
    "Refund a customer",
    "Within 14 days?",
    "Find the payment",
    "Issue a refund in the till",
  ]) {
    expect(pack).toContain(words);
  }
  expect(pack, "the picture is inside").toContain("data:image/");
});

test("a name that no folder can have is told with the one that was taken", async ({ window: page }) => {
  await page.getByTestId("welcome-name").fill("Ops/North: 2026");
  await page.getByTestId("welcome-empty").click();
  await expect(page.getByTestId("toast")).toContainText("The library is called “Ops North 2026”");
  expect((await libraryOf(page)).name).toBe("Ops North 2026");
});

test("undo goes back to where the change was, and says what it was", async ({ window: page }) => {
  await page.getByTestId("welcome-empty").click();
  await page.getByTestId("begin-sop").click();
  await expect(page.getByLabel("Rename")).toBeFocused();
  await page.keyboard.type("Close the month");
  await page.keyboard.press("Enter");
  await kept(page);
  await page.getByTestId("new-document").click();
  await page.getByRole("menuitem", { name: "Policy" }).click();
  await expect(page.getByLabel("Rename")).toHaveValue("Untitled policy");
  await page.keyboard.type("Refunds");
  await page.keyboard.press("Enter");
  await expect(row(page, "Refunds")).toBeVisible();

  await page.getByTestId("sidebar").getByRole("tree").focus();
  await page.keyboard.press("Control+z");
  await expect(page.getByTestId("toast")).toContainText("Undone: rename document");
  await page.keyboard.press("Control+z");
  await expect(row(page, "Refunds")).toHaveCount(0);
  await expect(page.getByTestId("trail")).toContainText("Close the month");
  await page.keyboard.press("Control+Shift+z");
  await page.keyboard.press("Control+Shift+z");
  await expect(row(page, "Refunds")).toBeVisible();
});
