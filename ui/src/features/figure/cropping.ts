/** What a press does to a crop that is being chosen, in fractions of the whole picture. */
import type { Point, Rect } from "../../api";
import { clamp, inside, resized, type Corner } from "./geometry";

export const whole: Rect = { x: 0, y: 0, width: 1, height: 1 };
/** The smallest crop. */
const least = 0.02;

export interface CropPull {
  from: Point;
  handle: Corner | "inside" | "new";
  rect: Rect;
}

/** Whether nothing would be cropped away. */
export const covers = ({ x, y, width, height }: Rect) =>
  x < 0.001 && y < 0.001 && width > 0.998 && height > 0.998;

export const isWithin = (rect: Rect, { x, y }: Point) =>
  !covers(rect) && x > rect.x && x < rect.x + rect.width && y > rect.y && y < rect.y + rect.height;

export function pulledCrop({ from, handle, rect }: CropPull, to: Point): Rect {
  if (handle === "inside") {
    const x = clamp(rect.x + to.x - from.x, 0, 1 - rect.width);
    const y = clamp(rect.y + to.y - from.y, 0, 1 - rect.height);
    return { ...rect, x, y };
  }
  const start = inside(from);
  const next =
    handle === "new" ? resized({ ...start, width: 0, height: 0 }, "se", to) : resized(rect, handle, to);
  return next.width < least || next.height < least ? rect : next;
}
