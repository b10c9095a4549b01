/** Where on the page a point lies: on a step, or between two. */
import type { Landing } from "./pictures.svelte";

/** How near to the edge of a step is between it and the next; CSS pixels. */
const edge = 12;

const cards = (list: HTMLElement) => [...list.querySelectorAll<HTMLElement>("[data-step]")];

/** The gap that is nearest: behind which step (null: before the first), and where the line is drawn,
 *  in CSS pixels from the list's top. */
export function gapAt(list: HTMLElement, y: number): { behind: string | null; line: number } {
  const top = list.getBoundingClientRect().top;
  let behind: string | null = null;
  let line = 0;
  let above: DOMRect | undefined;
  for (const card of cards(list)) {
    const rect = card.getBoundingClientRect();
    if (y < (rect.top + rect.bottom) / 2)
      return { behind, line: ((above?.bottom ?? rect.top - 16) + rect.top) / 2 - top };
    behind = card.dataset.step ?? null;
    above = rect;
    line = rect.bottom + 8 - top;
  }
  return { behind, line };
}

export function landingAt(list: HTMLElement, y: number): { landing: Landing; line: number | null } {
  for (const card of cards(list)) {
    const rect = card.getBoundingClientRect();
    if (y >= rect.top + edge && y <= rect.bottom - edge) {
      return { landing: { on: card.dataset.step! }, line: null };
    }
  }
  const { behind, line } = gapAt(list, y);
  return { landing: { behind }, line };
}

/** From the page's edge, within which it scrolls; CSS pixels. */
const margin = 56;

/** Scrolls the page when something hangs near its upper or lower edge. False: it does not. */
export function scrollAtEdge(scroller: HTMLElement, y: number): boolean {
  const { top, bottom } = scroller.getBoundingClientRect();
  const by = y < top + margin ? y - top - margin : y > bottom - margin ? y - bottom + margin : 0;
  const before = scroller.scrollTop;
  scroller.scrollTop += by / 4;
  return scroller.scrollTop !== before;
}

/** The end of the step that an element is in, for what opens below its text. */
export function belowStep(inside: HTMLElement): { x: number; y: number } {
  const card = inside.closest("[data-step]")?.getBoundingClientRect() ?? new DOMRect();
  return { x: card.left + 44, y: card.bottom - 8 };
}
