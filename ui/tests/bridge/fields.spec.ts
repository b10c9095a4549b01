/** Every field of a step and of each kind of document, as it is filled in on the page; links and the way back. */
import type { Page } from "@playwright/test";
import { checkView, expect, kept, ready, row, test } from "./bridge";
import { furnish, type Furnished } from "./furnish";
import { contentOf, libraryOf, overviewOf } from "./records";

let page: Page;
let made: Furnished;

test.beforeEach(async ({ window }) => {
  test.setTimeout(240_000);
  page = window;
  made = await furnish(page);
  await ready(page);
});

const main = () => page.getByTestId("main");
const step = (at: number) =>
  main()
    .locator("[data-step]")
    .nth(at - 1);

async function menu(at: number, ...entries: string[]) {
  await step(at).hover();
  await step(at)
    .getByRole("button", { name: /^What can be done with step/ })
    .click();
  const whole = (name: string) => new RegExp(`^\\s*${name}\\s*$`);
  for (const name of entries) await page.locator("[role^=menuitem]", { hasText: whole(name) }).click();
}

test("a step has a result, a reason, notes, a recording, a page of its own and a link", async () => {
  await row(page, "Refund in full, card").click();
  await menu(1, "Expected result");
  await expect(main().getByRole("textbox", { name: "You see" })).toBeFocused();
  await page.keyboard.type("The purchase is on the screen.");
  await menu(1, "Why");
  await expect(page.locator("[contenteditable=true]:focus")).toHaveText("");
  await page.keyboard.type("Nobody pays twice.");
  for (const [kind, says] of [
    ["Tip", "Search by the last four digits."],
    ["Warning", "Cash goes another way."],
    ["Danger", "Never refund to another card."],
  ] as const) {
    await menu(1, "Tip or warning", kind);
    await expect(step(1).getByRole("note", { name: kind }).getByRole("textbox")).toBeFocused();
    await page.keyboard.type(says);
  }
  await menu(1, "Recording…");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").first().fill("https://loom.example/refund");
  await dialog.getByRole("textbox").last().fill("How Ada does it");
  await page.keyboard.press("Enter");
  await expect(step(1)).toContainText("How Ada does it");
  await menu(1, "Page break");
  await expect(main().getByRole("separator")).toHaveCount(1);
  await menu(3, "Link to a document…");
  await page.getByRole("dialog").getByRole("combobox").fill("Issue a refund");
  await page.keyboard.press("Enter");
  await expect(step(3)).toContainText("Issue a refund in the till");
  await kept(page);
  const { steps } = await contentOf(page, made.sop);
  expect(steps[0]).toMatchObject({
    expected: "The purchase is on the screen.",
    why: "Nobody pays twice.",
    callouts: [
      { kind: "tip", text: "Search by the last four digits." },
      { kind: "warning", text: "Cash goes another way." },
      { kind: "danger", text: "Never refund to another card." },
    ],
    recording: { url: "https://loom.example/refund", title: "How Ada does it", file: "" },
    page_break: true,
  });
  expect(steps[2]!.link).toBe(made.instruction);
  await checkView(page, "step-fields");

  // By a click to what it links to, and back to where one was.
  await step(3)
    .getByRole("button", { name: /Issue a refund in the till/ })
    .first()
    .click();
  await expect(main().getByRole("article")).toHaveAccessibleName("Issue a refund in the till");
  await page.keyboard.press("Alt+ArrowLeft");
  await expect(main().getByRole("article")).toHaveAccessibleName("Refund in full, card");
});

const forms = [
  ["sop", "Refund in full, card", ["purpose", "scope", "quality", "materials", "definitions"]],
  ["instruction", "Issue a refund in the till", ["text", "starting_screen", "finished_result"]],
] as const;
const labels = {
  purpose: "Purpose",
  scope: "Scope",
  quality: "Quality standard",
  materials: "What you need",
  definitions: "Definitions",
  text: "Introduction",
  starting_screen: "Start at",
  finished_result: "When you are done",
};

for (const [kind, title, fields] of forms) {
  test(`the fields of a document of the kind ${kind}`, async () => {
    await row(page, title).first().click();
    for (const field of fields) {
      const text = main().getByRole("textbox", { name: labels[field], exact: true });
      await text.click();
      await expect(text).toBeFocused();
      await page.keyboard.type(`What ${field} says`);
    }
    await kept(page);
    for (const field of fields) {
      const says = async () => (await contentOf(page, made[kind])).document[field];
      await expect.poll(says).toBe(`What ${field} says`);
    }
  });
}

test("a document becomes one of another kind and back, by inspector, palette and undo", async () => {
  await row(page, "Refund in full, card").click();
  const purpose = main().getByRole("textbox", { name: "Purpose", exact: true });
  await purpose.click();
  await expect(purpose).toBeFocused();
  await page.keyboard.type("Money goes back.");
  await page.keyboard.press("Escape");
  await kept(page);
  const kind = async () => (await contentOf(page, made.sop)).document.kind;
  const inspector = page.getByTestId("inspector");
  await main()
    .locator("[data-scroll]")
    .click({ position: { x: 4, y: 4 } });
  await inspector.getByLabel("Kind").click();
  await page.getByRole("option", { name: "Work instruction" }).click();
  await expect.poll(kind).toBe("instruction");
  await expect(main(), "what is written stays in sight").toContainText("Money goes back.");
  await expect(main().getByRole("textbox", { name: "Start at" })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect.poll(kind).toBe("sop");
  await expect(main()).toContainText("Money goes back.");

  await page.keyboard.press("Control+k");
  await expect(page.getByRole("option").first()).toBeVisible();
  await expect(page.getByRole("option", { name: "kind to" }), "it is for who looks for it").toHaveCount(0);
  await page.getByRole("dialog").getByRole("combobox").fill("kind to Procedure");
  await page.getByRole("option", { name: "Change this document’s kind to Procedure" }).click();
  await expect.poll(kind).toBe("procedure");
  // What has steps cannot become what has none, and the sentence says what to do.
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("kind to Policy");
  await page.getByRole("option", { name: "Change this document’s kind to Policy" }).click();
  await expect(page.getByTestId("toast").filter({ hasText: "has steps" })).toContainText("Move its steps");
  expect(await kind()).toBe("procedure");
  expect((await contentOf(page, made.sop)).document.purpose).toBe("Money goes back.");
});

test("an empty document says the ways to begin", async () => {
  for (const name of ["SOP", "Work instruction", "Procedure"]) {
    await page.getByTestId("new-document").click();
    await page.getByRole("menuitem", { name, exact: true }).click();
    await expect(page.getByLabel("Rename")).toBeFocused();
    await page.keyboard.press("Enter");
    for (const way of [
      "Write the first step",
      "Paste a screenshot",
      "Choose pictures…",
      "Watch for screenshots",
    ]) {
      await expect(main().getByRole("button", { name: way })).toBeVisible();
    }
  }
  const { revision } = await libraryOf(page);
  await main().getByRole("button", { name: "Write the first step" }).click();
  await expect(main().getByRole("textbox", { name: "Text of step 1", exact: true })).toBeFocused();
  await page.keyboard.type("Open the drawer");
  await expect.poll(async () => (await libraryOf(page)).revision).toBeGreaterThan(revision);
  const { documents } = await overviewOf(page);
  const last = documents.toSorted((a, b) => a.number - b.number).at(-1)!;
  await expect
    .poll(async () => (await contentOf(page, last.id)).steps.map(({ text }) => text))
    .toEqual(["Open the drawer"]);
});
