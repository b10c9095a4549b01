/** Packs: what is chosen for one and in which order, and the page that comes of it, opened from disk. */
import { execFileSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect, kept, test } from "./bridge";

test.use({ serves: "sample" });

const titles = (list: Locator) =>
  list
    .getByRole("listitem")
    .evaluateAll((rows) =>
      rows.map((row) => row.getAttribute("aria-label") ?? row.textContent?.trim() ?? ""),
    );

async function compose(page: Page): Promise<Locator> {
  await page.keyboard.press("Control+e");
  await page.getByTestId("pack-compose").click();
  const dialog = page.getByTestId("pack-dialog");
  await expect(dialog).toBeVisible();
  return dialog;
}

test("documents are chosen by whom they are for, put in order and kept", async ({ window: page }) => {
  const dialog = await compose(page);
  await dialog.getByLabel("Name of the pack").fill("For the assistant");
  const order = dialog.getByTestId("pack-order");
  while ((await order.getByRole("listitem").count()) > 0) {
    await order.getByRole("listitem").first().focus();
    await page.keyboard.press("Delete");
  }
  const everything = await titles(dialog.getByTestId("pack-offered"));
  await dialog.getByText("Role", { exact: true }).click();
  const offered = await titles(dialog.getByTestId("pack-offered"));
  expect(offered.length).toBeGreaterThan(1);
  expect(offered.length, "a role sees its part of the library").toBeLessThan(everything.length);
  await dialog.getByText("All of these").click();
  expect(await titles(order)).toEqual(offered);

  // By keyboard, and by the handle.
  await order.getByRole("listitem").nth(1).focus();
  await page.keyboard.press("Alt+ArrowUp");
  const turned = [offered[1]!, offered[0]!, ...offered.slice(2)];
  expect(await titles(order)).toEqual(turned);
  const grip = (await order.locator(".grip").first().boundingBox())!;
  const second = (await order.getByRole("listitem").nth(1).boundingBox())!;
  await page.mouse.move(grip.x + 6, grip.y + 6);
  await page.mouse.down();
  await page.mouse.move(second.x + 20, second.y + second.height - 2, { steps: 5 });
  await page.mouse.up();
  expect(await titles(order)).toEqual(offered);

  await order.getByRole("listitem").nth(1).focus();
  await page.keyboard.press("Alt+ArrowUp");
  await page.getByTestId("pack-save").click();
  await expect(page.getByTestId("toast").last()).toContainText("Pack “For the assistant” is kept");
  await kept(page);

  // It is there again as it was left.
  await page.keyboard.press("Control+e");
  const form = page.getByTestId("export-form");
  await form.getByRole("combobox").or(form.locator("button[aria-haspopup=listbox]")).first().click();
  await page.getByRole("option", { name: "Pack “For the assistant”" }).click();
  await form.getByTestId("pack-compose").click();
  await expect(dialog).toBeVisible();
  expect(await titles(order)).toEqual(turned);
  const { violations } = await new AxeBuilder({ page }).include("[role=dialog]").analyze();
  expect(violations.map((each) => each.id)).toEqual([]);
});

test("what is put together is exported as it stands, without being kept", async ({ window: page }) => {
  const dialog = await compose(page);
  const offered = dialog.getByTestId("pack-offered");
  const indent = (title: string) =>
    offered
      .getByRole("listitem")
      .filter({ hasText: title })
      .first()
      .evaluate((row) => parseFloat(getComputedStyle(row).paddingInlineStart));
  expect(await indent("Refund in full by card"), "it stands below its process").toBeGreaterThan(
    await indent("Refund a customer"),
  );
  await expect(page.getByTestId("pack-save")).toBeDisabled();
  const answer = page.waitForResponse(
    (response) =>
      response.url().endsWith("/job") && (response.request().postData() ?? "").includes('"export"'),
  );
  await page.getByTestId("pack-export").click();
  await expect(page.getByTestId("export-done")).toBeVisible();
  await expect(dialog).toBeHidden();
  const { path } = (await (await answer).json()) as { path: string };
  expect(execFileSync("pdftotext", [path, "-"]).toString()).toContain("Refund in full by card");
});

/** Exports the whole library; where the file or folder is. */
async function exported(page: Page, format: "HTML" | "HTML folder"): Promise<string> {
  await page.keyboard.press("Control+e");
  const form = page.getByTestId("export-form");
  await form.getByText(format, { exact: true }).click();
  const answer = page.waitForResponse(
    (response) =>
      response.url().endsWith("/job") && (response.request().postData() ?? "").includes('"export"'),
  );
  await form.getByTestId("export-run").click();
  await expect(page.getByTestId("export-done")).toBeVisible();
  return ((await (await answer).json()) as { path: string }).path;
}

for (const width of [390, 900, 1440]) {
  test(`a page works from disk with no network, ${width} wide`, async ({ window: page, browser }) => {
    const file = await exported(page, "HTML");

    const reader = await browser.newContext({
      viewport: { width, height: 900 },
      offline: true,
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const open = await reader.newPage();
    const wrong: string[] = [];
    open.on("console", (said) => said.type() === "error" && wrong.push(said.text()));
    open.on("pageerror", (error) => wrong.push(error.message));
    await open.goto(pathToFileURL(file).href);
    const { violations } = await new AxeBuilder({ page: open }).analyze();
    expect(
      violations.map((each) => each.id),
      `at ${width}`,
    ).toEqual([]);
    const wider = await open.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wider, "the page does not scroll sideways").toBeLessThanOrEqual(0);

    // A tick stays in this browser.
    const box = open.locator("[data-step] input").first();
    await box.check();
    await open.reload();
    await expect(open.locator("[data-step] input").first()).toBeChecked();

    // The link to a step is the page's own address with the step behind it.
    const step = open.locator("[data-step]").nth(1);
    const at = await step.getAttribute("id");
    await step.getByRole("button", { name: /^Copy link to step/ }).click();
    await expect(open.locator(".copied")).toHaveCount(1);
    expect(await open.evaluate(() => navigator.clipboard.readText())).toBe(
      `${pathToFileURL(file).href}#${at}`,
    );

    // A picture by keyboard, as large as the window.
    await open.getByRole("button", { name: "Enlarge picture" }).first().focus();
    await open.keyboard.press("Enter");
    await expect(open.locator("dialog[open] .picture")).toBeVisible();
    await open.keyboard.press("Escape");
    await expect(open.locator("dialog[open]")).toHaveCount(0);

    // Search finds a step by words that stand apart in it, and goes there.
    const words = ((await step.locator(".text > div").innerText()).match(/\p{L}{4,}/gu) ?? []).slice(0, 2);
    await open.evaluate(() => window.scrollTo(0, 0));
    await open.keyboard.press("/");
    await open.keyboard.type(words.join(" "));
    await expect(open.locator(`.found a[href="#${at}"]`)).toBeVisible();
    await open.keyboard.type(" qqqq");
    await expect(open.locator(".search .count")).toHaveText("Nothing found");
    await open.keyboard.press("Escape");
    await expect(open.locator(".found a")).toHaveCount(0);
    expect(wrong).toEqual([]);
    await reader.close();

    // Without a script it reads as well, and only what needs one is missing.
    const still = await browser.newContext({ javaScriptEnabled: false, offline: true });
    const plain = await still.newPage();
    await plain.goto(pathToFileURL(file).href);
    await expect(plain.locator("article").first()).toBeVisible();
    await expect(plain.locator("input, button")).toHaveCount(0);
    await still.close();
  });
}

/** What a web server does: files of a folder, and its index.html for the folder itself. */
async function serve(folder: string): Promise<{ address: string; close: () => void }> {
  const types: Record<string, string> = {
    html: "text/html; charset=utf-8",
    png: "image/png",
    jpg: "image/jpeg",
  };
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? "/", "http://localhost").pathname.slice(1) || "index.html";
    // Browsers ask for it by themselves.
    if (name === "favicon.ico") return void response.writeHead(204).end();
    readFile(join(folder, name)).then(
      (bytes) => response.writeHead(200, { "content-type": types[name.split(".").at(-1)!]! }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

test("a folder works from a web server and from disk", async ({ window: page, browser }) => {
  // Three widths, each looked through by axe.
  test.slow();
  const folder = await exported(page, "HTML folder");
  expect((await readdir(folder)).sort()).toEqual(["index.html", "pictures"]);
  const server = await serve(folder);
  try {
    for (const address of [server.address, pathToFileURL(join(folder, "index.html")).href]) {
      const reader = await browser.newContext();
      const open = await reader.newPage();
      const wrong: string[] = [];
      open.on("console", (said) => said.type() === "error" && wrong.push(said.text()));
      open.on("pageerror", (error) => wrong.push(error.message));
      open.on("requestfailed", (request) => wrong.push(request.url()));
      await open.goto(address);
      const pictures = open.locator("img.picture");
      expect(await pictures.count()).toBeGreaterThan(5);
      await expect
        .poll(() =>
          pictures.evaluateAll((all) => all.every((one) => (one as HTMLImageElement).naturalWidth > 0)),
        )
        .toBe(true);
      const dead = await open.evaluate(() =>
        [...document.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')]
          .map((link) => link.getAttribute("href")!)
          .filter((to) => !document.getElementById(to.slice(1))),
      );
      expect(dead, "every link leads to a place of the page").toEqual([]);
      for (const width of address === server.address ? [390, 900, 1440] : []) {
        await open.setViewportSize({ width, height: 900 });
        const { violations } = await new AxeBuilder({ page: open }).analyze();
        expect(
          violations.map((each) => each.id),
          `at ${width}`,
        ).toEqual([]);
      }
      // The picture in the large view is the same file.
      await open.getByRole("button", { name: "Enlarge picture" }).first().click();
      await expect(open.locator("dialog[open] .picture")).toBeVisible();
      expect(wrong).toEqual([]);
      await reader.close();
    }
  } finally {
    server.close();
  }
});

test("a page prints without what is for the screen, whole pictures, and wide maps on pages that lie", async ({
  window: page,
  browser,
}, info) => {
  const file = await exported(page, "HTML");
  const reader = await browser.newContext({ offline: true });
  const open = await reader.newPage();
  await open.goto(pathToFileURL(file).href);
  const titles = await open.locator("article h2").allInnerTexts();
  const paper = info.outputPath("printed.pdf");
  await open.pdf({ path: paper, format: "A4", preferCSSPageSize: true });

  const sheets = execFileSync("pdftotext", ["-layout", paper, "-"], { encoding: "utf8" }).split("\f");
  const printed = sheets.join(" ");
  for (const words of ["Skip to the text", "Back to", "Search this pack", "Copy link"]) {
    expect(printed, "what is for the screen stays there").not.toContain(words);
  }
  // A title may break into lines.
  const first = (title: string) => title.split(/\s+/).slice(0, 3).join(" ");
  const heads = sheets.map((sheet) => sheet.trimStart().split("\n").slice(0, 4).join("\n"));
  const policies = await open.locator("article.policy").count();
  for (const title of titles.slice(policies)) {
    expect(
      heads.filter((head) => head.includes(first(title))).length,
      `“${title}” begins a page`,
    ).toBeGreaterThan(0);
  }
  const sizes = execFileSync("pdfinfo", ["-l", "99", paper], { encoding: "utf8" });
  const lying = [...sizes.matchAll(/size:\s+([\d.]+) x ([\d.]+)/g)].filter(
    ([, across, down]) => +across! > +down!,
  );
  expect(lying.length, "each wide map").toBe(await open.locator(".map.broad").count());
  expect(lying.length).toBeGreaterThan(0);

  await open.emulateMedia({ media: "print" });
  const sheet = { width: 680, height: 990 };
  await open.setViewportSize(sheet);
  const boxes = await open
    .locator(".shot")
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON() as DOMRect));
  expect(boxes.every((box) => box.height < sheet.height && box.right <= sheet.width)).toBe(true);
  await reader.close();
});
