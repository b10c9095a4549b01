/** What marks share that are a rectangle of the picture: eight handles on it. */
import type { Point, Rect } from "../../../api";
import {
  cornerAt,
  corners,
  rectToFrame,
  resized,
  spanned,
  squared,
  type Corner,
  type Frame,
} from "../geometry";
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

interface OnRect {
  rect: Rect;
}

export const onRect = {
  constrain: squared,
  handles: ({ rect }: OnRect) => rectHandles(rect),
  opposite: ({ rect }: OnRect, handle: string) => rectOpposite(rect, handle),
  pull: <F extends OnRect>(form: F, handle: string, to: Point): F => ({
    ...form,
    rect: pullRect(form.rect, handle, to),
  }),
  box: ({ rect }: OnRect, frame: Frame) => rectToFrame(frame, rect),
};
