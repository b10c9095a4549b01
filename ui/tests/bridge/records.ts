/** What the library itself holds, read through the doors: not what the window shows of it. */
import { expect, type Page } from "@playwright/test";
import type { DocumentContent, DocumentView, LibraryState, Overview, Query } from "../../src/api/types.gen";
import { kept } from "./bridge";

async function read<Reply>(page: Page, query: Query): Promise<Reply> {
  const response = await page.request.post(new URL("/read", page.url()).href, { data: query });
  if (!response.ok()) throw new Error(`${query.query}: ${await response.text()}`);
  return (await response.json()) as Reply;
}

export const overviewOf = (page: Page): Promise<Overview> => read<Overview>(page, { query: "overview" });

export const libraryOf = async (page: Page): Promise<LibraryState> => (await overviewOf(page)).library;

export const contentOf = async (page: Page, id: string): Promise<DocumentContent> =>
  (await read<DocumentView>(page, { query: "document", id })).content;

/** The texts of a document's steps, two spaces in for each level. */
export const stepsOf = async (page: Page, id: string): Promise<string[]> =>
  (await contentOf(page, id)).steps.map(({ depth, text }) => "  ".repeat(depth) + text);

/** Its records without what tells only when they were changed. */
async function state(page: Page, id: string) {
  const { document, steps, figures } = await contentOf(page, id);
  return { title: document.title, steps, figures };
}
export type State = Awaited<ReturnType<typeof state>>;

/** Once all is kept. */
export async function stateOf(page: Page, id: string): Promise<State> {
  await kept(page);
  return state(page, id);
}

/** Presses undo or redo until the document is as it was then, one change at a time. */
export async function travel(page: Page, way: "undo" | "redo", id: string, to: State): Promise<void> {
  await kept(page);
  while (JSON.stringify(await state(page, id)) !== JSON.stringify(to)) {
    const { revision, [way]: label } = await libraryOf(page);
    if (label === null) break;
    await page.keyboard.press(way === "undo" ? "Control+z" : "Control+Shift+z");
    await expect.poll(async () => (await libraryOf(page)).revision, label).toBeGreaterThan(revision);
    await kept(page);
  }
  expect(await state(page, id), `everything is as it was, by ${way}`).toEqual(to);
}
