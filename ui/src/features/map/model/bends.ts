/** Bends that a person gives a connection: which waypoints a pulled line asks for. Pure; the core routes over
 *  the waypoints, and nothing here decides where a kept connection runs. */
import type { NodeId, NodeMove, Point, Rect } from "../../../api";
import type { Guide } from "./guides";
import { grid, onGrid } from "./guides";
import { middle } from "./places";
import { distance, stub, withoutRepeats } from "./routes";

/** What is in the hand: a piece of the line by the point that it begins at, or a corner. */
export type Hold = { part: "segment" | "corner"; at: number };

export const isLevel = (a: Point, b: Point) => Math.abs(a.y - b.y) <= Math.abs(a.x - b.x);

/** The line with what is held moved by `by`; a piece moves across itself only. */
export function pulled(points: readonly Point[], hold: Hold, by: Point): Point[] {
  if (hold.part === "segment") return acrossItself(points, hold.at, by).points;
  const [before, corner, after] = [points[hold.at - 1], points[hold.at], points[hold.at + 1]];
  if (!before || !corner || !after) return [...points];
  // A corner is where two pieces meet: each moves across itself.
  const first = acrossItself(points, hold.at - 1, by);
  return acrossItself(first.points, first.at + 1, by).points;
}

/** The fewest waypoints over which the core draws this line: the corners at its ends follow from the nodes, so
 *  that the line stays straight when one of those is moved. */
export function waypointsOf(points: readonly Point[]): Point[] {
  const corners = withoutRepeats(points).slice(1, -1);
  const [first, second] = corners;
  if (corners.length === 2 && first && second) return [between(first, second)];
  return corners.length > 2 ? corners.slice(1, -1) : corners;
}

/** Where a pulled piece comes to rest: in line with the middle of a node, or with a piece of the same line that
 *  runs its way, so that a bend goes; else on the grid. `within` in map pixels. */
export function settled(
  points: readonly Point[],
  hold: Hold,
  by: Point,
  rects: readonly Rect[],
  within: number,
): { by: Point; guides: Guide[] } {
  const start = points[hold.at];
  if (!start) return { by, guides: [] };
  const [x, y] = [start.x + by.x, start.y + by.y];
  const lines = (axis: "x" | "y") => [
    ...points.filter((_, at) => at < hold.at - 1 || at > hold.at + 1).map((point) => point[axis]),
    ...[points[hold.at - 1], points[hold.at + 2]].flatMap((point) => (point ? [point[axis]] : [])),
  ];
  const toX = nearest(x, [...lines("x"), ...rects.map((rect) => middle(rect).x)], within);
  const toY = nearest(y, [...lines("y"), ...rects.map((rect) => middle(rect).y)], within);
  const rest = { x: (toX ?? onGrid(x)) - start.x, y: (toY ?? onGrid(y)) - start.y };
  const moves = across(points, hold);
  const guides: Guide[] = [];
  if (moves.x && toX !== null) guides.push(...guide("x", toX, y, rects));
  if (moves.y && toY !== null) guides.push(...guide("y", toY, x, rects));
  return { by: rest, guides };
}

/** In which directions what is held moves. */
export function across(points: readonly Point[], hold: Hold): { x: boolean; y: boolean } {
  const [a, b] = [points[hold.at], points[hold.at + 1]];
  if (hold.part === "corner" || !a || !b) return { x: true, y: true };
  return isLevel(a, b) ? { x: false, y: true } : { x: true, y: false };
}

/** The piece that an arrow key moves: the longest of those that lie across its direction. */
export function pieceFor(points: readonly Point[], by: Point): Hold | null {
  let best: { at: number; length: number } | null = null;
  for (let at = 0; at + 1 < points.length; at++) {
    const [a, b] = [points[at]!, points[at + 1]!];
    if (isLevel(a, b) !== (by.y !== 0)) continue;
    const length = distance(a, b);
    // A piece between two corners before one that hangs on a node: it moves without making a new bend.
    const weight = at > 0 && at + 2 < points.length ? 4 * length : length;
    if (best === null || weight > best.length) best = { at, length: weight };
  }
  return best && { part: "segment", at: best.at };
}

/** Connections whose both ends are moved alike take their bends with them. */
export function bendsMoved(
  ways: Iterable<{ id: string; source: NodeId; target: NodeId; waypoints: readonly Point[] }>,
  moves: readonly NodeMove[],
  placeOf: (id: NodeId) => Point | null,
): { id: string; waypoints: Point[] }[] {
  const by = new Map(
    moves.flatMap(({ id, x, y }): [NodeId, Point][] => {
      const from = placeOf(id);
      return from ? [[id, { x: x - from.x, y: y - from.y }]] : [];
    }),
  );
  return [...ways].flatMap(({ id, source, target, waypoints }) => {
    const [one, other] = [by.get(source), by.get(target)];
    if (waypoints.length === 0 || !one || !other || distance(one, other) > 0.5) return [];
    if (one.x === 0 && one.y === 0) return [];
    return [{ id, waypoints: waypoints.map((point) => ({ x: point.x + one.x, y: point.y + one.y })) }];
  });
}

/** A piece that hangs on a node leaves a stub there. `at` is where the piece begins afterwards. */
function acrossItself(points: readonly Point[], at: number, by: Point): { points: Point[]; at: number } {
  const [a, b] = [points[at], points[at + 1]];
  if (!a || !b) return { points: [...points], at };
  const level = isLevel(a, b);
  const off = level ? { x: 0, y: by.y } : { x: by.x, y: 0 };
  if (off.x === 0 && off.y === 0) return { points: [...points], at };
  const moved = (point: Point): Point => ({ x: point.x + off.x, y: point.y + off.y });
  const [first, last] = [at === 0, at + 2 === points.length];
  const out = Math.min(stub, distance(a, b) / 3);
  const start = first ? towards(a, b, out) : a;
  const end = last ? towards(b, a, out) : b;
  const line = [
    ...points.slice(0, at),
    ...(first ? [a, start] : []),
    moved(start),
    moved(end),
    ...(last ? [end, b] : []),
    ...points.slice(at + 2),
  ];
  return { points: line, at: at + (first ? 2 : 0) };
}

function guide(axis: "x" | "y", at: number, here: number, rects: readonly Rect[]): Guide[] {
  const hit = rects.map(middle).filter((point) => Math.abs(point[axis] - at) < 0.5);
  if (hit.length === 0) return [];
  const along = hit.map((point) => point[axis === "x" ? "y" : "x"]);
  return [{ axis, at, from: Math.min(here, ...along), to: Math.max(here, ...along) }];
}

function nearest(value: number, lines: readonly number[], within: number): number | null {
  let best: number | null = null;
  for (const line of lines) {
    if (Math.abs(line - value) > within) continue;
    if (best === null || Math.abs(line - value) < Math.abs(best - value)) best = line;
  }
  return best;
}

/** Half-way on the grid along the piece, and on the piece itself. */
function between(a: Point, b: Point): Point {
  const half = (one: number, other: number) =>
    Math.abs(one - other) < grid ? one : onGrid((one + other) / 2);
  return { x: half(a.x, b.x), y: half(a.y, b.y) };
}

function towards(from: Point, to: Point, by: number): Point {
  const length = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) * by) / length, y: from.y + ((to.y - from.y) * by) / length };
}
