/** Where the mark of a handoff stands in the window: half-way along the line, and beside the label where that is in
 *  its way. The exporters put it behind the label, which they have measured. Knows nothing of nodes. */
import type { Point, Rect } from "../../../api";
import { distance, headLength, middleOf } from "./routes";

/** Map pixels from the middle of the mark to its edge, and from there to the label. */
export const markRadius = 5;
const clearance = 3;
/** From one place that is tried to the next, along the line. */
const stride = 4;
/** How far the mark leaves a line that has no room beside its label. */
const aside = 3;

/** Of a label in one line: no wider than it is drawn, and no narrower than most are. */
export function labelBox(at: Point, label: string): Rect {
  const letters = [...label].reduce((sum, letter) => sum + (letter < "\u0600" ? 7 : 12), 0);
  const width = Math.min(160, letters) + 6;
  return { x: at.x - width / 2, y: at.y - 8, width, height: 16 };
}

/** The free place nearest to the middle, a later one before an earlier one. On a line that is too short for both
 *  it stands in the middle, a little to the side where the label is not. */
export function markPlace(points: readonly Point[], label: Rect | null): Point {
  const middle = middleOf(points);
  if (!label || clear(middle, label)) return middle;
  const length = lengthOf(points);
  const [first, last] = [markRadius + clearance, length - headLength - markRadius];
  for (let off = stride; off < length / 2; off += stride) {
    for (const along of [length / 2 + off, length / 2 - off]) {
      const place = along >= first && along <= last ? pointAt(points, along) : null;
      if (place && clear(place, label)) return place;
    }
  }
  const [x, y] = [label.x + label.width / 2, label.y + label.height / 2];
  const above = label.y > middle.y || label.y + label.height < middle.y;
  return above
    ? { x: middle.x, y: middle.y + Math.sign(middle.y - y) * aside }
    : { x: middle.x + Math.sign(middle.x - x) * aside, y: middle.y };
}

/** A circle of the mark's size, with what is kept free around it, meets no point of the label. */
function clear(place: Point, { x, y, width, height }: Rect): boolean {
  const nearest = {
    x: Math.max(x, Math.min(place.x, x + width)),
    y: Math.max(y, Math.min(place.y, y + height)),
  };
  return distance(place, nearest) >= markRadius + clearance;
}

const lengthOf = (points: readonly Point[]) =>
  points.slice(1).reduce((sum, point, at) => sum + distance(points[at]!, point), 0);

function pointAt(points: readonly Point[], along: number): Point | null {
  let left = along;
  for (const [at, end] of points.slice(1).entries()) {
    const start = points[at]!;
    const length = distance(start, end);
    if (left <= length && length > 0) {
      const part = left / length;
      return { x: start.x + (end.x - start.x) * part, y: start.y + (end.y - start.y) * part };
    }
    left -= length;
  }
  return null;
}
