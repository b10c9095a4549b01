/** Pictures and the marks on them: by pointer and key, and as the library keeps them. */
import { expect, type Locator, type Page } from "@playwright/test";
import type { Figure } from "../../src/api/types.gen";
import { kept } from "./bridge";
import { contentOf } from "./records";

export const figures = (page: Page): Locator => page.getByTestId("main").locator("figure");
/** The picture that is being marked. */
export const stage = (page: Page): Locator => page.getByRole("application");

/** Begins to mark the picture with this number, from 0. */
export async function annotate(page: Page, at: number): Promise<void> {
  await figures(page).nth(at).getByRole("button").click();
  await expect(stage(page)).toBeFocused();
}

/** From one place of the picture to another, in fractions of what is seen. */
export async function pull(page: Page, from: [number, number], to: [number, number], held?: "Alt" | "Shift") {
  const box = (await stage(page).boundingBox())!;
  const place = ([x, y]: [number, number]) => [box.x + box.width * x, box.y + box.height * y] as const;
  if (held) await page.keyboard.down(held);
  await page.mouse.move(...place(from));
  await page.mouse.down();
  await page.mouse.move(...place([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]));
  await page.mouse.move(...place(to));
  await page.mouse.up();
  if (held) await page.keyboard.up(held);
}

/** As they follow each other on the page. */
export async function figuresOf(page: Page, document: string): Promise<Figure[]> {
  await kept(page);
  const content = await contentOf(page, document);
  const order = new Map(content.steps.map((step, place) => [step.id, place]));
  return content.figures.toSorted((a, b) => order.get(a.step)! - order.get(b.step)!);
}

export const shapesOf = async (page: Page, document: string, at: number) =>
  (await figuresOf(page, document))[at]!.shapes;

export const kindsOf = async (page: Page, document: string, at: number) =>
  (await shapesOf(page, document, at)).map(({ form }) => form.kind);
