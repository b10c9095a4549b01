/** What boxes and redactions share: eight handles on a rectangle. */
import type { Point, Rect } from "../../../api";
import { cornerAt, corners, resized, spanned, type Corner } from "../geometry";
import type { Handle } from "./kind";

export const drawRect = spanned;

export const rectHandles = (rect: Rect): Handle[] =>
  corners.map((corner) => {
    const { x, y } = cornerAt(corner);
    const at = { x: rect.x + rect.width * x, y: rect.y + rect.height * y };
    return { id: corner, at, cursor: `${corner}-resize` };
  });

export function rectOpposite(rect: Rect, handle: string): Point {
  const { x, y } = cornerAt(handle as Corner);
  return { x: rect.x + rect.width * (1 - x), y: rect.y + rect.height * (1 - y) };
}

export const pullRect = (rect: Rect, handle: string, to: Point): Rect => resized(rect, handle as Corner, to);
