/** The library beside the editor: its tree, its trash, what is said about it. */
import type { Page } from "@playwright/test";
import { cursor, expect, kept, ready, row, test } from "./bridge";
import { furnish } from "./furnish";

test.beforeEach(async ({ window: page }) => {
  await furnish(page);
  await ready(page);
});

const levels = (page: Page) =>
  page
    .getByTestId("sidebar")
    .getByRole("treeitem")
    .evaluateAll((rows) =>
      rows.map((each) => `${each.getAttribute("aria-level")} ${each.getAttribute("aria-label")}`),
    );

test("a document is put below another one by dragging it there", async ({ window: page }) => {
  await page.getByTestId("new-document").click();
  await page.getByRole("menuitem", { name: "SOP", exact: true }).click();
  await expect(page.getByLabel("Rename")).toBeFocused();
  await page.keyboard.type("Refund in part\n");
  await kept(page);
  expect(await levels(page)).toContain("1 Not on any map");

  const from = (await row(page, "Refund in part").boundingBox())!;
  const to = (await row(page, "Refund a customer").boundingBox())!;
  await page.mouse.move(from.x + 80, from.y + 14);
  await page.mouse.down();
  await page.mouse.move(to.x + 90, to.y + 40, { steps: 4 });
  await page.mouse.move(to.x + 90, to.y + 14, { steps: 4 });
  await page.mouse.up();

  await expect(page.getByTestId("toast").last()).toContainText("“Refund in part” covers “Refund a customer”");
  await expect.poll(() => levels(page)).not.toContain("1 Not on any map");
  expect(await levels(page)).toContain("3 Refund in part");
  await expect(page.getByTestId("trail")).toHaveText(/Refund a customer.*Refund in part/);

  // Among its siblings by keyboard, and back by undo.
  await page.getByTestId("sidebar").getByRole("tree").focus();
  await page.keyboard.press("Alt+ArrowUp");
  await expect
    .poll(async () => (await levels(page)).filter((each) => each.startsWith("3")))
    .toEqual(["3 Refund in part", "3 Refund in full, card"]);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect.poll(() => levels(page)).toContain("1 Not on any map");
});

test("who uses a document is said before it goes, and undo brings it back with its links", async ({
  window: page,
}) => {
  await row(page, "Issue a refund in the till").click();
  await page.getByTestId("sidebar").getByRole("tree").focus();
  await page.keyboard.press("Delete");
  const ask = page.getByRole("dialog", { name: "1 document uses" });
  await expect(ask).toContainText("Refund in full, card");
  await ask.getByRole("button", { name: "Move to trash" }).click();
  await expect(row(page, "Issue a refund in the till")).toHaveCount(0);
  await expect(page.getByTestId("go-trash")).toContainText("2");

  await page.getByTestId("toast").getByRole("button", { name: "Undo" }).click();
  await expect(row(page, "Issue a refund in the till")).toBeVisible();
  expect(await levels(page)).toContain("4 Issue a refund in the till");
});

test("the trash gives back and deletes for good", async ({ window: page }) => {
  await page.getByTestId("go-trash").click();
  await page.getByTestId("trash").getByRole("button", { name: "Restore" }).click();
  await expect(page.getByTestId("trail")).toContainText("An old way");
  await expect(row(page, "An old way")).toBeVisible();
  await expect(page.getByTestId("go-trash")).not.toContainText("1");

  await row(page, "An old way").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Move to trash" }).click();
  await page.getByTestId("go-trash").click();
  await page.getByTestId("trash").getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByTestId("trash")).toContainText("The trash is empty");
});

test("filter, palette and findings lead to a place", async ({ window: page }) => {
  await page.keyboard.press("Control+Shift+f");
  await page.keyboard.type("till");
  await expect(row(page, "Refunds within 14 days")).toHaveCount(0);
  await expect(row(page, "Refund a customer")).toBeVisible();
  await page.keyboard.press("Escape");

  await page.keyboard.press("Control+k");
  await page.keyboard.type("tell the customer");
  await expect(page.getByRole("option", { name: /Tell the customer/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("trail")).toContainText("Refund in full, card");
  await expect(page.getByTestId("inspector")).toContainText("Step 3");

  await page.getByTestId("go-health").click();
  await page
    .getByTestId("health")
    .getByRole("button", { name: /Issue the refund.* is delegated/ })
    .click();
  await expect(page.getByTestId("trail")).toContainText("Refund a customer");
  await expect(page.getByTestId("inspector")).toContainText("Issue the refund");
  await page.getByRole("button", { name: "Back" }).click();
  await expect(page.getByTestId("health")).toBeVisible();
});

interface Press {
  key: string;
  code: string;
  ctrlKey: boolean;
  shiftKey?: boolean;
}

/** Presses a key in the page and says, before anything else can happen there, what the next key would reach. */
const pressed = (page: Page, press: Press) =>
  page.evaluate((init) => {
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new KeyboardEvent("keydown", { ...init, bubbles: true, cancelable: true }));
    return document.activeElement?.getAttribute("aria-label");
  }, press);

test("what is typed right after its key reaches the filter and the palette", async ({ window: page }) => {
  const filter = { key: "F", code: "KeyF", ctrlKey: true, shiftKey: true };
  const find = { key: "k", code: "KeyK", ctrlKey: true };

  expect(await pressed(page, filter)).toBe("Filter");
  await page.keyboard.press("Control+\\");
  await expect(page.getByTestId("sidebar")).toBeHidden();
  expect(await pressed(page, filter)).toBe("Filter");

  await page.getByTestId("main").focus();
  expect(await pressed(page, find)).toBe("Find");
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("main")).toBeFocused();
});

test("what is typed before the palette has come is in it", async ({ window: page }) => {
  let come!: () => void;
  const held = new Promise<void>((resolve) => (come = resolve));
  await page.route(/\/assets\/Finder-.*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.reload();
  await ready(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("backups");
  come();
  await expect(page.getByRole("combobox", { name: "Find" })).toHaveValue("backups");
  await page.keyboard.type(" ");
  await expect(page.getByRole("combobox", { name: "Find" })).toHaveValue("backups ");
});

test("a role is renamed everywhere, and given to another one when it goes", async ({ window: page }) => {
  await page.getByTestId("go-roles").click();
  const roles = page.getByTestId("role-list");
  await roles.getByLabel("Name: Finance assistant").fill("Bookkeeper");
  await roles.getByLabel("Who has it now: ").fill("Grace");
  await kept(page);
  await row(page, "Refund a customer").click();
  await expect(page.getByTestId("main")).toContainText("Bookkeeper");
  await page.getByTestId("go-roles").click();
  await roles.getByRole("button", { name: "New role" }).click();
  await expect(roles.getByLabel("Name: New role")).toBeFocused();
  await page.keyboard.type("Owner");
  await roles.getByRole("button", { name: "Delete “Bookkeeper”" }).click();
  const ask = page.getByRole("dialog", { name: "Delete “Bookkeeper”" });
  await expect(ask).toContainText("1 place");
  await ask.getByRole("combobox").click();
  await page.getByRole("option", { name: "Owner" }).click();
  await ask.getByRole("button", { name: "Delete" }).click();
  await row(page, "Refund a customer").click();
  await expect(page.getByTestId("main")).toContainText("Owner");
});

test("status, revisions and packs are kept", async ({ window: page }) => {
  await row(page, "Refund in full, card").click();
  await page.getByTestId("publish").click();
  const form = page.getByTestId("status-form");
  await form.getByText("Approved").click();
  await expect(page.getByTestId("status-chip")).toHaveText("Approved");
  await form.getByLabel("What has changed").fill("First agreed version");
  await form.getByRole("button", { name: "Publish revision 1" }).click();
  await expect(page.getByTestId("status-chip")).toHaveText("Approved · rev 1");
  await page.getByTestId("status-chip").click();
  await expect(form).toContainText("First agreed version");
  await page.keyboard.press("Escape");

  await page.keyboard.press("Control+e");
  const pack = page.getByTestId("export-form");
  await pack.getByRole("button", { name: "Save as a pack" }).click();
  await cursor(page);
  await page.keyboard.type("For the new hire\n");
  await expect(page.getByTestId("toast").last()).toContainText("Pack “For the new hire” is kept");
  await expect(pack).toContainText("Pack “For the new hire”");
  await pack.getByRole("button", { name: "Delete this pack" }).click();
  await expect(page.getByTestId("toast").last()).toContainText("is deleted");
});

test("panels, theme and place are as they were left", async ({ window: page }) => {
  await row(page, "Refunds within 14 days").click();
  await page.keyboard.press("Control+\\");
  await page.keyboard.press("Control+i");
  await page.getByTestId("menu").click();
  await page.getByRole("menuitem", { name: "Settings" }).click();
  await page.getByTestId("settings").getByText("Dark", { exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.keyboard.press("Alt+ArrowLeft");
  await page.reload();
  await ready(page);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByTestId("trail")).toContainText("Refunds within 14 days");
  await expect(page.getByTestId("sidebar")).toBeHidden();
  await expect(page.getByTestId("inspector")).toBeHidden();
});

test("the parts of the window are reached by F6", async ({ window: page }) => {
  await row(page, "Refund in full, card").click();
  await expect(page.getByTestId("main")).toContainText("Tell the customer");
  await page.getByTestId("sidebar").getByRole("tree").focus();
  for (const part of ["main", "inspector", "sidebar"]) {
    await page.keyboard.press("F6");
    await expect(
      page
        .getByTestId(part)
        .locator(":focus")
        .or(page.locator(`[data-testid=${part}]:focus`)),
    ).toHaveCount(1);
  }
});

test("a button says what it does where the pointer rests, once for the whole window", async ({
  window: page,
}) => {
  const tip = page.locator(".tooltip");
  const hide = page.getByRole("button", { name: "Hide the library" });
  await hide.hover();
  await expect(tip).toHaveText(/Hide the library.*Ctrl/);
  await page.getByRole("button", { name: "Hide the inspector" }).hover();
  await expect(tip).toHaveText(/Hide the inspector/);
  await expect(tip).toHaveCount(1);
  await page.getByTestId("main").hover();
  await expect(tip).toHaveCount(0);
  // A press has its effect instead.
  await hide.hover();
  await expect(tip).toHaveCount(1);
  await page.mouse.down();
  await expect(tip).toHaveCount(0);
  await page.mouse.up();
});
