/** Outlines of marks as SVG paths, in document pixels, as the exporters draw them. */
import type { Point, Rect } from "../../../api";
import { sizes } from "../marks";

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
export function arrow(from: Point, to: Point): { line: string; head: string } {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const head = Math.min(sizes.headLength, length);
  const base = along(to, from, head);
  const half = ((sizes.headWidth / 2) * head) / sizes.headLength;
  const ux = length < 1e-9 ? 1 : (to.x - from.x) / length;
  const uy = length < 1e-9 ? 0 : (to.y - from.y) / length;
  return {
    line: `M${from.x} ${from.y}L${base.x} ${base.y}`,
    head: `M${to.x} ${to.y}L${base.x - uy * half} ${base.y + ux * half}L${base.x + uy * half} ${base.y - ux * half}Z`,
  };
}

/** The corner's radius: never more than half a side. */
export const cornerOf = (rect: Rect) => Math.min(sizes.corner, rect.width / 2, rect.height / 2);
