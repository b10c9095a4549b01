/** Which part of a large map is in the page. It changes in steps: while the view stays inside of it, nothing is
 *  put in or taken out. */
import type { Point, Rect } from "../../../api";
import { touches } from "./places";

/** Map pixels: labels are this wide at the most, and heads and marks of a line stand out by less. */
const labelReach = 84;
/** Nothing is drawn further than this from its line or rectangle. */
const reach = 12;
/** What is drawn may be so many times what is seen, by its side, before less is drawn. */
const most = 3;

/** What is to be in the page when `seen` is seen: as before while that will do, also where it is much more as long
 *  as the view moves. `margin` is in map pixels. */
export function areaAround(seen: Rect, before: Rect | null, margin: number, moving = false): Rect {
  const least = 2 * margin;
  const enough =
    before !== null &&
    contains(before, seen) &&
    (moving || (before.width <= most * seen.width + least && before.height <= most * seen.height + least));
  if (enough) return before;
  return {
    x: seen.x - margin,
    y: seen.y - margin,
    width: seen.width + 2 * margin,
    height: seen.height + 2 * margin,
  };
}

/** The rectangle in which all of a connection is drawn; its nodes' where it has no route yet. */
export function boundsOfRoute(points: readonly Point[], labelAt: Point | null, ends: readonly Rect[]): Rect {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const take = (x: number, y: number, aside: number) => {
    left = Math.min(left, x - aside);
    right = Math.max(right, x + aside);
    top = Math.min(top, y - reach);
    bottom = Math.max(bottom, y + reach);
  };
  for (const { x, y } of points) take(x, y, reach);
  if (labelAt) take(labelAt.x, labelAt.y, labelReach);
  if (points.length < 2) {
    for (const { x, y, width, height } of ends) {
      take(x, y, reach);
      take(x + width, y + height, reach);
    }
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

export const inArea = (rect: Rect, area: Rect): boolean => touches(rect, area);

const contains = (outer: Rect, inner: Rect): boolean =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.width >= inner.x + inner.width &&
  outer.y + outer.height >= inner.y + inner.height;
