/** Where what is dragged comes to rest: in line with its neighbours, else on the grid. */
import type { Point, Rect } from "../../../api";

/** Map pixels. */
export const grid = 8;

export interface Guide {
  /** A vertical guide stands at an x and goes from one y to another; a level one the other way round. */
  axis: "x" | "y";
  at: number;
  from: number;
  to: number;
}

export interface Snapped {
  /** What to add to the place asked for. */
  by: Point;
  guides: Guide[];
}

export const onGrid = (value: number, step = grid) => Math.round(value / step) * step;

/** `within` is how near (map pixels) two lines have to be to draw together. */
export function snap(moving: Rect, others: readonly Rect[], within: number): Snapped {
  const x = nearest(edges(moving, "x"), others, "x", within);
  const y = nearest(edges(moving, "y"), others, "y", within);
  const by = {
    x: x ?? onGrid(moving.x) - moving.x,
    y: y ?? onGrid(moving.y) - moving.y,
  };
  const settled = { ...moving, x: moving.x + by.x, y: moving.y + by.y };
  return {
    by,
    guides: [
      ...(x === null ? [] : guidesFor(settled, others, "x")),
      ...(y === null ? [] : guidesFor(settled, others, "y")),
    ],
  };
}

/** The rectangle around all of them. */
export function around(rects: readonly Rect[]): Rect {
  if (rects.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  const x = Math.min(...rects.map((rect) => rect.x));
  const y = Math.min(...rects.map((rect) => rect.y));
  return {
    x,
    y,
    width: Math.max(...rects.map((rect) => rect.x + rect.width)) - x,
    height: Math.max(...rects.map((rect) => rect.y + rect.height)) - y,
  };
}

/** Middle first: that is what makes connections straight. */
function edges(rect: Rect, axis: "x" | "y"): [middle: number, start: number, end: number] {
  return axis === "x"
    ? [rect.x + rect.width / 2, rect.x, rect.x + rect.width]
    : [rect.y + rect.height / 2, rect.y, rect.y + rect.height];
}

function nearest(
  mine: readonly number[],
  others: readonly Rect[],
  axis: "x" | "y",
  within: number,
): number | null {
  let best: number | null = null;
  for (const other of others) {
    const theirs = edges(other, axis);
    for (const [index, edge] of mine.entries()) {
      // Like meets like: middles with middles, starts with starts.
      const off = theirs[index]! - edge;
      // A middle wins over an equally near edge.
      const nearer = best === null || Math.abs(off) < Math.abs(best) - (index === 0 ? -0.01 : 0.01);
      if (Math.abs(off) <= within && nearer) best = off;
    }
  }
  return best;
}

function guidesFor(settled: Rect, others: readonly Rect[], axis: "x" | "y"): Guide[] {
  const span = (rect: Rect): [number, number] =>
    axis === "x" ? [rect.y, rect.y + rect.height] : [rect.x, rect.x + rect.width];
  const guides = new Map<number, Guide>();
  for (const [index, edge] of edges(settled, axis).entries()) {
    for (const other of others) {
      if (Math.abs(edges(other, axis)[index]! - edge) > 0.5) continue;
      const [from, to] = span(other);
      const known = guides.get(edge) ?? { axis, at: edge, from: span(settled)[0], to: span(settled)[1] };
      guides.set(edge, { ...known, from: Math.min(known.from, from), to: Math.max(known.to, to) });
    }
  }
  // One line tells enough; the middle one tells it best.
  return [...guides.values()].slice(0, 1);
}
