/** The components by themselves: accessible in both themes, under the window's own CSP, by keyboard. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "./gallery";

const shots = process.env.ROADBOOK_SHOTS;

async function show(page: Page, theme: string, open = "") {
  await page.goto(`gallery.html#theme=${theme}&open=${open}`);
  await page.reload();
  await page.getByRole("tree").waitFor();
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(300);
}

async function checkPage(page: Page, name: string) {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png` });
  // What floats hangs beside the page's regions by design, as a native menu does.
  const floats = await page.locator(".floating").count();
  const { violations } = await new AxeBuilder({ page }).disableRules(floats ? ["region"] : []).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`),
    "axe finds nothing",
  ).toEqual([]);
  const broken = await page.evaluate(
    () => (globalThis as unknown as { brokenPolicies: string[] }).brokenPolicies,
  );
  expect(broken, "nothing breaks the content security policy").toEqual([]);
}

for (const theme of ["light", "dark"]) {
  for (const open of ["", "palette", "sheet", "menu", "popover", "toasts"]) {
    test(`${theme} ${open || "page"}`, async ({ page }) => {
      await show(page, theme, open);
      await checkPage(page, `${theme}-${open || "page"}`);
    });
  }

  test(`${theme} select`, async ({ page }) => {
    await show(page, theme);
    await page.getByLabel("Kind").press("Enter");
    await expect(page.getByRole("option")).toHaveCount(3);
    await page.waitForTimeout(200);
    await checkPage(page, `${theme}-select`);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(page.getByLabel("Kind")).toContainText("Procedure");
  });

  test(`${theme} combobox`, async ({ page }) => {
    await show(page, theme);
    const box = page.getByRole("combobox", { name: "Role" });
    await box.click();
    await expect(page.getByRole("option")).toHaveCount(3);
    await box.fill("Fin");
    await expect(page.getByRole("option")).toHaveText([/Finance assistant/, /Create “Fin”/]);
    await page.waitForTimeout(200);
    await checkPage(page, `${theme}-combobox`);
    await page.keyboard.press("Escape");
    await expect(box).toHaveValue("Finance assistant");
  });
}

test("a combobox makes what it does not know", async ({ page }) => {
  await show(page, "light");
  const box = page.getByRole("combobox", { name: "Role" });
  await box.click();
  await box.fill("Night shift lead");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(box).toHaveValue("Night shift lead");
  await box.click();
  await expect(page.getByRole("option")).toHaveCount(4);
});

test("the tree is walked, opened, renamed and searched by keyboard", async ({ page }) => {
  await show(page, "light");
  const tree = page.getByRole("tree");
  const rows = page.getByRole("treeitem");
  const active = () =>
    tree.evaluate((element) =>
      document
        .getElementById(element.getAttribute("aria-activedescendant") ?? "")
        ?.getAttribute("aria-label"),
    );
  await tree.focus();
  expect(await active()).toBe("Refund a customer");
  await page.keyboard.press("ArrowDown");
  expect(await active()).toBe("Refund in full, card");
  const all = await rows.count();
  await page.keyboard.press("ArrowLeft");
  await expect(rows).toHaveCount(all - 2);
  await page.keyboard.press("ArrowRight");
  await expect(rows).toHaveCount(all);
  await page.keyboard.type("sub");
  expect(await active()).toBe("Submit payroll");
  await page.keyboard.press("F2");
  await page.keyboard.type("Pay everybody");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("treeitem", { name: "Pay everybody" })).toBeVisible();
  await expect(tree).toBeFocused();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(page.getByRole("treeitem", { name: "Pay everybody" })).toHaveAttribute("aria-posinset", "2");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("treeitem", { name: "Pay everybody" })).toHaveAttribute(
    "aria-selected",
    "true",
  );
});

test("a row is dragged beside another and onto another", async ({ page }) => {
  await show(page, "light");
  const row = (name: string) => page.getByRole("treeitem", { name });
  const centre = async (name: string, share: number) => {
    const box = (await row(name).boundingBox())!;
    return { x: box.x + 120, y: box.y + box.height * share };
  };
  const dragTo = async (from: string, to: string, share: number, shot?: string) => {
    const start = await centre(from, 0.5);
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    const end = await centre(to, share);
    await page.mouse.move(end.x, end.y, { steps: 6 });
    if (shots && shot) await page.screenshot({ path: `${shots}/${shot}.png` });
    await page.mouse.up();
  };
  await dragTo("Off-cycle run", "Normal run", 0.1, "drag-before");
  await expect(row("Off-cycle run")).toHaveAttribute("aria-posinset", "1");
  await dragTo("Off-cycle run", "Onboard an employee", 0.5, "drag-onto");
  await expect(row("Off-cycle run")).toHaveAttribute("aria-posinset", "2");
  await expect(row("Normal run")).toHaveAttribute("aria-setsize", "1");
});

test("a pane is resized, closed and opened by keyboard and by pointer", async ({ page }) => {
  await show(page, "light");
  const splitter = page.getByRole("separator", { name: "Resize Library" });
  await splitter.focus();
  await page.keyboard.press("ArrowRight");
  await expect(splitter).toHaveAttribute("aria-valuenow", "264");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("tree")).toBeHidden();
  await page.keyboard.press("Enter");
  const box = (await splitter.boundingBox())!;
  await page.mouse.move(box.x, box.y + 200);
  await page.mouse.down();
  await page.mouse.move(box.x + 100, box.y + 200, { steps: 4 });
  await page.mouse.up();
  await expect(splitter).toHaveAttribute("aria-valuenow", "364");
  await splitter.dblclick();
  await expect(splitter).toHaveAttribute("aria-valuenow", "248");
});

test("the title is edited where it stands", async ({ page }) => {
  await show(page, "light");
  await page.getByRole("button", { name: "Issue a refund in the till" }).press("F2");
  await page.keyboard.type("Issue a refund");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Issue a refund in the till");
  await page.getByRole("heading", { level: 1 }).getByRole("button").click();
  await page.keyboard.type("Issue a refund");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Issue a refund");
});

test("the palette is walked and chosen from by keyboard", async ({ page }) => {
  await show(page, "light", "palette");
  const input = page.getByRole("combobox", { name: "Find" });
  await expect(input).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("option", { selected: true })).toContainText("Refund in full, card");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("option", { selected: true })).toContainText("Undo");
  await page.keyboard.press("Enter");
  await expect(input).toBeHidden();
});

test("a choice of three is a radio group, and can be taken back", async ({ page }) => {
  await show(page, "light");
  await page.getByRole("radio", { name: "Delegate" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "Automate" })).toBeChecked();
  await page.keyboard.press("Backspace");
  await expect(page.getByRole("radio", { name: "Automate" })).not.toBeChecked();
});

test("the colours follow the system, and an override goes before it", async ({ page }) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const [light, dark] = ["rgb(250, 248, 244)", "rgb(23, 25, 28)"];
  await page.emulateMedia({ colorScheme: "dark" });
  await show(page, "");
  expect(await ground()).toBe(dark);
  await show(page, "light");
  expect(await ground()).toBe(light);
  await page.emulateMedia({ colorScheme: "light" });
  await show(page, "");
  expect(await ground()).toBe(light);
});

test("nothing moves where the system asks for none", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await show(page, "light", "palette");
  const duration = await page
    .getByRole("dialog")
    .evaluate((element) => getComputedStyle(element).animationDuration);
  expect(duration).toMatch(/^0m?s$/);
});
