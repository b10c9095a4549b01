/** The inspector of a map: the paths through a process and what tells them, one step, several steps. */
import type { Locator, Page } from "@playwright/test";
import type { DocumentRow, Edit, Overview, PathsView, Query } from "../../src/api/types.gen";
import { checkView, cursor, expect, kept, row, test } from "./bridge";

test.use({ serves: "sample" });

/** The whole of a path's button in the list. */
const owedPath = /^Inside the policy\? yes, card closed/;

const paths = (page: Page): Locator => page.getByTestId("paths");
const pathRow = (page: Page, name: RegExp): Locator => paths(page).getByRole("button", { name });
const along = (page: Page): Locator => page.locator(".svelte-flow__edge path.line.along");
const node = (page: Page, label: string): Locator => page.locator("[data-node]", { hasText: label }).first();
const inspector = (page: Page): Locator => page.getByTestId("inspector");

async function open(page: Page): Promise<void> {
  await row(page, /Refund a customer/).click();
  await expect(paths(page)).toBeVisible();
}

async function post<T>(page: Page, path: string, data: unknown): Promise<T> {
  const response = await page.request.post(new URL(page.url()).origin + path, { data });
  expect(response.ok(), `${path}: ${await response.text()}`).toBe(true);
  return (await response.json()) as T;
}
const read = <T>(page: Page, query: Query) => post<T>(page, "/read", query);
const edit = (page: Page, one: Edit) => post(page, "/edit", { do: "edit", edit: one, focus: null });

async function document(page: Page, title: string): Promise<DocumentRow> {
  const { documents } = await read<Overview>(page, { query: "overview" });
  return documents.find((one) => one.title === title)!;
}

test("a path is drawn in the route's colour, and Escape lets it go", async ({ window: page }) => {
  await open(page);
  await expect(paths(page)).toContainText("5 of 9 told");
  await pathRow(page, owedPath).click();
  const process = (await document(page, "Refund a customer")).id;
  const told = await read<PathsView>(page, { query: "paths", process });
  const path = told.paths.find(({ name }) => name === "Inside the policy? yes, card closed")!;
  await expect(along(page)).toHaveCount(path.connections.length);
  const route = await page.evaluate(() => {
    const probe = globalThis.document.createElement("i");
    probe.style.color = "var(--route)";
    globalThis.document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  });
  await expect(along(page).first()).toHaveCSS("stroke", route);
  await expect(page.locator("[data-node].along")).toHaveCount(path.nodes.length);
  await expect(node(page, "Decide on goodwill")).toHaveClass(/aside/);
  await expect(node(page, "Pay by bank transfer")).toBeInViewport({ ratio: 1 });
  await checkView(page, "inspector-path");
  await page.keyboard.press("Escape");
  await expect(along(page)).toHaveCount(0);
  await expect(page.locator("[data-node].aside")).toHaveCount(0);

  // On the canvas Escape first lets go of what is chosen, then of the path.
  await pathRow(page, owedPath).click();
  await node(page, "Find the order").click();
  await page.keyboard.press("Escape");
  await expect(along(page)).toHaveCount(path.connections.length);
  await page.keyboard.press("Escape");
  await expect(along(page)).toHaveCount(0);
});

test("an SOP for a path begins with what is handed off on it, as one undo", async ({ window: page }) => {
  await open(page);
  await pathRow(page, owedPath).click();
  await page.getByTestId("write-path-sop").click();
  const title = "Refund a customer: Inside the policy? yes, card closed";
  await expect(page.getByTestId("main")).toContainText(title);
  await expect(page.getByTestId("main").locator("[data-step]")).toHaveCount(4);
  for (const [at, label] of [
    "Find the order",
    "Confirm the amount",
    "Check the request",
    "Pay by bank transfer",
  ].entries()) {
    await expect(page.getByTestId("main").locator("[data-step]").nth(at)).toContainText(label);
  }
  await expect(page.getByTestId("main").locator("[data-step]").first()).toContainText("Support");
  await kept(page);

  await page.keyboard.press("Alt+ArrowLeft");
  await expect(page.locator("[data-node].along").first(), "the path is still drawn").toBeVisible();
  await expect(pathRow(page, owedPath)).toContainText("Draft");
  await expect(paths(page).getByRole("listitem").filter({ hasText: title })).toContainText("tells this path");
  await expect(paths(page)).toContainText("7 of 9 told");

  await page.keyboard.press("Control+z");
  await expect(row(page, title)).toHaveCount(0);
  await expect(paths(page)).toContainText("5 of 9 told");
});

test("a document is linked to a path and taken off it", async ({ window: page }) => {
  await open(page);
  await pathRow(page, owedPath).click();
  await paths(page).getByRole("button", { name: "Link a document" }).click();
  await cursor(page);
  await page.keyboard.type("Run monthly");
  await page.getByRole("option", { name: /Run monthly payroll/ }).click();
  await expect(pathRow(page, owedPath)).toContainText("Approved");
  await paths(page)
    .getByRole("button", { name: /^Unlink Run monthly payroll/ })
    .click();
  await expect(pathRow(page, owedPath)).toContainText("4 steps not told");
});

test("a step says on which paths it is told", async ({ window: page }) => {
  await open(page);
  await node(page, "Find the order").click();
  await expect(inspector(page)).toContainText("Refund in full by card");
  await expect(inspector(page)).toContainText("on “Inside the policy? yes, to the card” and 1 more");
  await expect(inspector(page)).toContainText("Nobody tells it on “Inside the policy? yes, card closed”");
  await checkView(page, "inspector-step");
  await page.keyboard.press("Shift+1");
  await node(page, "Pay by bank transfer").click();
  await expect(inspector(page)).toContainText("Handed off, and no SOP tells how");
  await inspector(page).getByRole("button", { name: "Write SOP for this step" }).click();
  // The map shows the same title.
  await expect(inspector(page)).toContainText("Covers");
  await page.keyboard.press("Alt+ArrowLeft");
  await expect(inspector(page)).toContainText("on every path");
});

test("what was changed since it was published is out of date on the map", async ({ window: page }) => {
  await open(page);
  const sop = await document(page, "Refund in full by card");
  await edit(page, {
    edit: "update_document",
    id: sop.id,
    change: { field: "purpose", value: "The customer has the money." },
  });
  await page.reload();
  await open(page);
  await pathRow(page, /^Inside the policy\? yes, to the card/).click();
  await expect(paths(page)).toContainText("changed since it was published");
  await expect(node(page, "Item comes back")).toHaveAttribute("aria-label", /out of date/);
  const last = await read<{ id: string }[]>(page, { query: "revisions", document: sop.id });
  await edit(page, { edit: "publish", document: sop.id, revision: crypto.randomUUID(), note: "" });
  expect(last.length, "there was a revision to differ from").toBeGreaterThan(0);
  await page.reload();
  await open(page);
  await expect(node(page, "Item comes back")).toHaveAttribute("aria-label", /approved/i);
});

test("a branch that is deleted leaves its SOP without a path", async ({ window: page }) => {
  await open(page);
  const process = (await document(page, "Refund a customer")).id;
  const { paths: all } = await read<PathsView>(page, { query: "paths", process });
  const last = all.find(({ name }) => name === "Inside the policy? no, Give a part back? no")!;
  await edit(page, {
    edit: "delete_from_map",
    nodes: [],
    connections: [last.branches.at(-1)!],
    heal: false,
  });
  await page.reload();
  await open(page);
  const lost = inspector(page).getByRole("group", { name: "Lost their path" });
  await expect(inspector(page)).toContainText("Lost their path");
  await expect(inspector(page)).toContainText("its path is gone");
  await expect(lost.or(inspector(page)).first()).toContainText("Decline a refund");
});

test("several steps are decided and moved together", async ({ window: page }) => {
  await open(page);
  await node(page, "Find the order").click();
  await node(page, "Confirm the amount").click({ modifiers: ["Shift"] });
  await expect(inspector(page)).toContainText("2 nodes chosen");
  await inspector(page).getByText("Keep", { exact: true }).click();
  await kept(page);
  await expect(node(page, "Find the order")).toHaveAttribute("aria-label", /Keep/);
  await expect(node(page, "Confirm the amount")).toHaveAttribute("aria-label", /Keep/);
  await checkView(page, "inspector-several");
  await page.keyboard.press("Control+z");
  await expect(node(page, "Find the order")).toHaveAttribute("aria-label", /Delegate/);
  await expect(node(page, "Confirm the amount")).toHaveAttribute("aria-label", /Delegate/);
});
