/** How a connection is drawn from its corner points, and the plain stand-in while one of its ends is dragged.
 *  The real routes come from the core; nothing here decides where a kept connection runs. */
import type { Point, Rect, Side } from "../../../api";

/** Map pixels. The exporters draw the same. */
export const cornerRadius = 8;
export const headLength = 9;
export const headWidth = 9;
/** Of the mark of a handoff. */
export const markRadius = 5;
/** Of the straight piece that leaves a node before anything bends. */
export const stub = 16;
/** What a bend is worth as a detour. */
const bend = 60;

/** The line as an SVG path with rounded corners. It ends at the base of the arrow head, so that the head's
 *  tip is sharp. */
export function roundedPath(points: readonly Point[], radius = cornerRadius): string {
  const line = withoutRepeats(points);
  const first = line[0];
  if (!first || line.length < 2) return "";
  line[line.length - 1] = shortened(line.at(-2)!, line.at(-1)!, headLength - 1);

  const parts = [`M${at(first)}`];
  for (let index = 1; index < line.length - 1; index++) {
    const [before, corner, after] = [line[index - 1]!, line[index]!, line[index + 1]!];
    const turn = (corner.x - before.x) * (after.y - corner.y) - (corner.y - before.y) * (after.x - corner.x);
    const r = Math.min(radius, distance(before, corner) / 2, distance(corner, after) / 2);
    if (turn === 0 || r < 0.5) {
      parts.push(`L${at(corner)}`);
      continue;
    }
    const enter = shortened(before, corner, r);
    const leave = shortened(after, corner, r);
    parts.push(`L${at(enter)}`, `A${n(r)} ${n(r)} 0 0 ${turn > 0 ? 1 : 0} ${at(leave)}`);
  }
  parts.push(`L${at(line.at(-1)!)}`);
  return parts.join("");
}

/** The arrow head at the end of the line, as a closed path. */
export function headPath(points: readonly Point[]): string {
  const line = withoutRepeats(points);
  const tip = line.at(-1);
  const before = line.at(-2);
  if (!tip || !before) return "";
  const length = distance(before, tip);
  const along = { x: (tip.x - before.x) / length, y: (tip.y - before.y) / length };
  const base = { x: tip.x - along.x * headLength, y: tip.y - along.y * headLength };
  const half = headWidth / 2;
  const one = { x: base.x - along.y * half, y: base.y + along.x * half };
  const other = { x: base.x + along.y * half, y: base.y - along.x * half };
  return `M${at(tip)}L${at(one)}L${at(other)}Z`;
}

/** Right angles between two rectangles, chosen by how they lie: good enough while something is dragged. */
export function quickRoute(from: Rect, to: Rect, fromSide?: Side, toSide?: Side): Point[] {
  const leave = fromSide ?? facing(from, to);
  const enter = toSide ?? opposite(leave);
  return joined(border(from, leave), leave, border(to, enter), enter);
}

/** Over the waypoints of a person, while they or the nodes at its ends are on their way: the core's choice of
 *  sides for the usual cases. */
export function quickBent(from: Rect, to: Rect, waypoints: readonly Point[]): Point[] {
  const [first, last] = [waypoints[0], waypoints.at(-1)];
  if (!first || !last) return quickRoute(from, to);
  let best: { cost: number; line: Point[] } | null = null;
  for (const leave of sides) {
    for (const enter of sides) {
      const line = over(from, leave, to, enter, waypoints);
      const cost = lengthAndBends(line) + against(leave, "right") + against(enter, "left");
      if (best === null || cost < best.cost) best = { cost, line };
    }
  }
  return best!.line;
}

/** From a fixed side to a free point: the line that follows the pointer. */
export function quickRouteTo(from: Rect, side: Side, to: Point): Point[] {
  const start = border(from, side);
  const level = side === "left" || side === "right";
  if (level && Math.abs(start.y - to.y) < 1) return [start, to];
  if (!level && Math.abs(start.x - to.x) < 1) return [start, to];
  return joined(start, side, to, opposite(side));
}

/** The side of `from` that looks towards `to`. */
export function facing(from: Rect, to: Rect): Side {
  const gap = {
    right: to.x - (from.x + from.width),
    left: from.x - (to.x + to.width),
    bottom: to.y - (from.y + from.height),
    top: from.y - (to.y + to.height),
  };
  // Sideways first, since that is how a process reads.
  const sides: Side[] = ["right", "left", "bottom", "top"];
  if (gap.right >= 16) return "right";
  return sides.reduce((best, side) => (gap[side] > gap[best] ? side : best), "right");
}

export function opposite(side: Side): Side {
  return ({ left: "right", right: "left", top: "bottom", bottom: "top" } as const)[side];
}

/** The middle of a side. */
export function border(rect: Rect, side: Side): Point {
  const middle = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
  if (side === "left") return { x: rect.x, y: middle.y };
  if (side === "right") return { x: rect.x + rect.width, y: middle.y };
  if (side === "top") return { x: middle.x, y: rect.y };
  return { x: middle.x, y: rect.y + rect.height };
}

/** The side of the rectangle that a point of its border lies on, or is nearest to. */
export function nearestSide(rect: Rect, point: Point): Side {
  const off: [Side, number][] = [
    ["left", Math.abs(point.x - rect.x)],
    ["right", Math.abs(point.x - rect.x - rect.width)],
    ["top", Math.abs(point.y - rect.y)],
    ["bottom", Math.abs(point.y - rect.y - rect.height)],
  ];
  return off.reduce((best, one) => (one[1] < best[1] ? one : best))[0];
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

export function distanceToSegment(point: Point, a: Point, b: Point): number {
  const length = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
  if (length === 0) return distance(point, a);
  const along = ((point.x - a.x) * (b.x - a.x) + (point.y - a.y) * (b.y - a.y)) / length;
  const t = Math.max(0, Math.min(1, along));
  return distance(point, { x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) });
}

/** Half-way along the line: where a label stands when the core has not said yet. */
export function middleOf(points: readonly Point[]): Point {
  const lengths = points.slice(1).map((point, index) => distance(points[index]!, point));
  let left = lengths.reduce((sum, length) => sum + length, 0) / 2;
  for (const [index, length] of lengths.entries()) {
    const [a, b] = [points[index]!, points[index + 1]!];
    if (left <= length && length > 0) {
      return { x: a.x + ((b.x - a.x) * left) / length, y: a.y + ((b.y - a.y) * left) / length };
    }
    left -= length;
  }
  return points[0] ?? { x: 0, y: 0 };
}

const sides: readonly Side[] = ["right", "bottom", "left", "top"];

/** A process reads to the right. */
const against = (side: Side, usual: Side) => (side === usual ? 0 : side === opposite(usual) ? 240 : 80);

function over(from: Rect, leave: Side, to: Rect, enter: Side, waypoints: readonly Point[]): Point[] {
  const [first, last] = [waypoints[0]!, waypoints.at(-1)!];
  const [a, b] = [port(from, leave, first), port(to, enter, last)];
  const line = [a];
  if (!straightOn(a, first, leave)) line.push(outwards(a, leave));
  for (const waypoint of waypoints) leg(line, waypoint, null);
  if (!straightOn(b, last, enter)) leg(line, outwards(b, enter), enter);
  leg(line, b, enter);
  return withoutRepeats(line);
}

const upright = (side: Side) => side === "top" || side === "bottom";

/** In line with the next point where that lies before the straight part of the side, else its middle. */
function port(rect: Rect, side: Side, next: Point): Point {
  const at = border(rect, side);
  const slack = (upright(side) ? rect.width : rect.height) / 2 - 12;
  const off = upright(side) ? next.x - at.x : next.y - at.y;
  if (Math.abs(off) > slack) return at;
  return upright(side) ? { x: next.x, y: at.y } : { x: at.x, y: next.y };
}

const outward = { left: [-1, 0], right: [1, 0], top: [0, -1], bottom: [0, 1] } as const;

function outwards(from: Point, side: Side): Point {
  const [x, y] = outward[side];
  return { x: from.x + x * stub, y: from.y + y * stub };
}

function straightOn(from: Point, to: Point, side: Side): boolean {
  const [x, y] = outward[side];
  const along = x * (to.x - from.x) + y * (to.y - from.y);
  return along > 0 && Math.abs(upright(side) ? to.x - from.x : to.y - from.y) < 0.5;
}

/** Goes to `to` with at most one bend, straight on first where that leads closer. */
function leg(line: Point[], to: Point, end: Side | null): void {
  const from = line.at(-1)!;
  if (Math.abs(from.x - to.x) > 0.01 && Math.abs(from.y - to.y) > 0.01) {
    const before = line.at(-2) ?? from;
    const wasLevel = Math.abs(from.x - before.x) > Math.abs(from.y - before.y);
    const onward = (from.x - before.x) * (to.x - from.x) + (from.y - before.y) * (to.y - from.y) >= 0;
    const levelFirst = end === null ? wasLevel === onward : upright(end);
    line.push(levelFirst ? { x: to.x, y: from.y } : { x: from.x, y: to.y });
  }
  line.push(to);
}

function lengthAndBends(line: readonly Point[]): number {
  let cost = 0;
  for (const [index, point] of line.entries()) {
    const [before, after] = [line[index - 1], line[index + 1]];
    if (before) cost += Math.abs(point.x - before.x) + Math.abs(point.y - before.y);
    if (!before || !after) continue;
    const on = (point.x - before.x) * (after.x - point.x) + (point.y - before.y) * (after.y - point.y);
    cost += on < 0 ? 4 * bend : bend;
  }
  return cost;
}

function joined(start: Point, leave: Side, end: Point, enter: Side): Point[] {
  const [lx, ly] = outward[leave];
  const [ex, ey] = outward[enter];
  if (lx !== 0 && ex === -lx) {
    const room = (end.x - start.x) * lx;
    if (room >= 0) {
      const x = (start.x + end.x) / 2;
      return withoutRepeats([start, { x, y: start.y }, { x, y: end.y }, end]);
    }
    const y = (start.y + end.y) / 2;
    const [out, back] = [start.x + lx * 20, end.x + ex * 20];
    return withoutRepeats([
      start,
      { x: out, y: start.y },
      { x: out, y },
      { x: back, y },
      { x: back, y: end.y },
      end,
    ]);
  }
  if (ly !== 0 && ey === -ly) {
    const room = (end.y - start.y) * ly;
    if (room >= 0) {
      const y = (start.y + end.y) / 2;
      return withoutRepeats([start, { x: start.x, y }, { x: end.x, y }, end]);
    }
    const x = (start.x + end.x) / 2;
    const [out, back] = [start.y + ly * 20, end.y + ey * 20];
    return withoutRepeats([
      start,
      { x: start.x, y: out },
      { x, y: out },
      { x, y: back },
      { x: end.x, y: back },
      end,
    ]);
  }
  return withoutRepeats([start, lx !== 0 ? { x: end.x, y: start.y } : { x: start.x, y: end.y }, end]);
}

export const samePlaces = (a: readonly Point[], b: readonly Point[]): boolean =>
  a.length === b.length && a.every((point, index) => point.x === b[index]!.x && point.y === b[index]!.y);

/** Without points that repeat the one before or lie on the way to the next. */
export function withoutRepeats(points: readonly Point[]): Point[] {
  const line: Point[] = [];
  for (const point of points) {
    const [before, last] = [line.at(-2), line.at(-1)];
    if (last && distance(point, last) <= 0.01) continue;
    const straight =
      before &&
      last &&
      Math.abs((last.x - before.x) * (point.y - last.y) - (last.y - before.y) * (point.x - last.x)) < 0.01;
    if (straight && distanceToSegment(last, before, point) < 0.01) line.pop();
    line.push(point);
  }
  return line;
}

/** `to`, moved towards `from` by `by`. */
function shortened(from: Point, to: Point, by: number): Point {
  const length = distance(from, to);
  if (length <= by) return { ...from };
  return { x: to.x + ((from.x - to.x) * by) / length, y: to.y + ((from.y - to.y) * by) / length };
}

const n = (value: number) => String(Math.round(value * 100) / 100);
const at = ({ x, y }: Point) => `${n(x)} ${n(y)}`;
