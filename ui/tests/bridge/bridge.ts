/** The whole window in Chromium, over a bridge of its own for each test: `roadbook-dev bridge` with a fresh
 *  library in a temporary folder. Every test fails on whatever the page noted as wrong. */
import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test as base, type Locator, type Page } from "@playwright/test";

const program =
  process.env.ROADBOOK_DEV ?? fileURLToPath(new URL("../../../target/debug/roadbook-dev", import.meta.url));
const dist = process.env.ROADBOOK_DIST ?? fileURLToPath(new URL("../../dist", import.meta.url));
/** A folder for pictures of what was tested, to be looked at. */
const shots = process.env.ROADBOOK_SHOTS;

export interface Begun {
  address: string;
  process: ChildProcess;
}

/** Milliseconds until it must have said its address. */
const patience = 20_000;

export function begin(...wishes: string[]): Promise<Begun> {
  const bridge = spawn(program, ["bridge", ...wishes, "--dist", dist], { stdio: ["ignore", "pipe", "pipe"] });
  return new Promise((done, fail) => {
    let said = "";
    const late = setTimeout(() => fail(new Error(`The bridge said no address: ${said}`)), patience);
    const hear = (text: Buffer) => {
      said += text.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+\/#\w+/.exec(said)?.[0];
      if (!address) return;
      clearTimeout(late);
      done({ address, process: bridge });
    };
    bridge.stdout.on("data", hear);
    bridge.stderr.on("data", hear);
    bridge.on("error", (error) =>
      fail(new Error(`${program} cannot be started (cargo build -p roadbook-dev): ${error.message}`)),
    );
    bridge.on("exit", (code) => fail(new Error(`The bridge ended with ${code}: ${said}`)));
  });
}

interface Fixtures {
  /** What the bridge serves: nothing yet (the welcome), or a new sample library. */
  serves: "welcome" | "sample";
  theme: "light" | "dark";
  /** Files that are chosen when pictures are asked for. */
  pictures: readonly string[];
  /** The file that is chosen when a recording is asked for. */
  recording: string;
  /** The page on its bridge, ready for input. */
  window: Page;
}

export const test = base.extend<Fixtures>({
  serves: ["welcome", { option: true }],
  theme: ["light", { option: true }],
  pictures: [[], { option: true }],
  recording: ["", { option: true }],
  window: async ({ page, serves, theme, pictures, recording }, use) => {
    const chosen = pictures.flatMap((picture) => ["--picture", picture]);
    if (recording) chosen.push("--recording", recording);
    const bridge = await begin(...(serves === "sample" ? ["--sample"] : []), ...chosen);
    try {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await page.goto(bridge.address);
      await ready(page);
      await use(page);
      expect(await complaints(page), "the page notes nothing that went wrong").toBe("");
    } finally {
      await kill(bridge);
    }
  },
});

/** As a power cut would end it. */
export async function kill({ process }: Begun): Promise<void> {
  process.removeAllListeners("exit");
  const gone = new Promise((done) => process.once("exit", done));
  process.kill("SIGKILL");
  await gone;
}

export { expect };

export async function ready(page: Page): Promise<void> {
  await page.waitForFunction(() => document.documentElement.dataset.readyAt !== undefined);
  await page.evaluate(() => document.fonts.ready);
}

const complaints = (page: Page) => page.evaluate(() => document.documentElement.dataset.complaints ?? "");

/** Every edit that was sent is kept. */
export async function kept(page: Page): Promise<void> {
  await expect(page.getByTestId("kept")).toHaveAttribute("data-keeping", "0");
}

/** The next letter goes into a text field. */
export async function cursor(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document.activeElement?.matches("input, textarea, [contenteditable='true']"),
  );
}

/** A picture of the view, where one is wanted, and no violation of axe's rules in it. */
export async function checkView(page: Page, name: string): Promise<void> {
  // What floats comes in within the time that tokens.css gives to motion.
  await page.waitForTimeout(300);
  if (shots) await page.screenshot({ path: `${shots}/${name}.png` });
  // What floats hangs beside the page's regions by design, as a native menu does.
  const floats = await page.locator(".floating, .tooltip").count();
  const { violations } = await new AxeBuilder({ page }).disableRules(floats ? ["region"] : []).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`),
    `axe finds nothing in ${name}`,
  ).toEqual([]);
}

/** The row of a document in the tree, by its name. */
export const row = (page: Page, title: string | RegExp): Locator =>
  page.getByTestId("sidebar").getByRole("treeitem", { name: title });
