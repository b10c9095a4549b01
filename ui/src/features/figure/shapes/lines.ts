/** Outlines of marks as SVG paths, in document pixels, as the exporters draw them. */
import type { Point, Rect } from "../../../api";
import { straightened, toFrame, type Frame } from "../geometry";
import { sizes, type Pen } from "../marks";
import type { Handle } from "./kind";

/** The point on the way from one to another, this far from the first. */
export function along(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length < 1e-9) return from;
  return {
    x: from.x + ((to.x - from.x) / length) * distance,
    y: from.y + ((to.y - from.y) / length) * distance,
  };
}

/** An arrow's line, which ends at the base of its head, and its head. */
export function arrow(from: Point, to: Point, pen: Pen): { line: string; head: string } {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const head = Math.min(pen.head, length);
  const base = along(to, from, head);
  const half = 0.4 * head;
  const ux = length < 1e-9 ? 1 : (to.x - from.x) / length;
  const uy = length < 1e-9 ? 0 : (to.y - from.y) / length;
  return {
    line: `M${from.x} ${from.y}L${base.x} ${base.y}`,
    head: `M${to.x} ${to.y}L${base.x - uy * half} ${base.y + ux * half}L${base.x + uy * half} ${base.y - ux * half}Z`,
  };
}

/** The corner's radius: never more than half a side. */
export const cornerOf = (rect: Rect) => Math.min(sizes.corner, rect.width / 2, rect.height / 2);

/** Around two ends. */
export const ends = (from: Point, to: Point): Rect => ({
  x: Math.min(from.x, to.x),
  y: Math.min(from.y, to.y),
  width: Math.abs(from.x - to.x),
  height: Math.abs(from.y - to.y),
});

interface BetweenEnds {
  from: Point;
  to: Point;
}

/** What marks share that go from one point to another. */
export const betweenEnds = {
  constrain: straightened,
  handles: ({ from, to }: BetweenEnds): Handle[] => [
    { id: "from", at: from, cursor: "crosshair" },
    { id: "to", at: to, cursor: "crosshair" },
  ],
  opposite: ({ from, to }: BetweenEnds, handle: string) => (handle === "from" ? to : from),
  pull: <F extends BetweenEnds>(form: F, handle: string, to: Point): F => ({ ...form, [handle]: to }),
  box: ({ from, to }: BetweenEnds, frame: Frame) => ends(toFrame(frame, from), toFrame(frame, to)),
  framed: "bare" as const,
};

/** Of the size of a circle around a point. */
export const circled = (at: Point, radius: number): Rect => ({
  x: at.x - radius,
  y: at.y - radius,
  width: 2 * radius,
  height: 2 * radius,
});

/** The cubic that comes closest to a quarter of a circle has its handles at this part of the radius. */
const quarter = 0.55228475;

/** The ellipse that fills the rectangle. */
export function ellipse({ x, y, width, height }: Rect): string {
  const [right, bottom, midX, midY] = [x + width, y + height, x + width / 2, y + height / 2];
  const [dx, dy] = [(width / 2) * quarter, (height / 2) * quarter];
  return (
    `M${midX} ${y}C${midX + dx} ${y} ${right} ${midY - dy} ${right} ${midY}` +
    `C${right} ${midY + dy} ${midX + dx} ${bottom} ${midX} ${bottom}` +
    `C${midX - dx} ${bottom} ${x} ${midY + dy} ${x} ${midY}` +
    `C${x} ${midY - dy} ${midX - dx} ${y} ${midX} ${y}Z`
  );
}
