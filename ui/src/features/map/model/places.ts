/** Where a new node goes, before the core has measured it. */
import type { LaneDirection, LaneView, NodeKind, Point, Rect, Side, Size } from "../../../api";
import { onGrid } from "./guides";

/** Map pixels between two nodes of a chain. */
export const gap = 56;

/** Of the strip at a lane's beginning that holds its role. */
export const headBreadth = 32;

/** What the core gives a node with a short label; only a stand-in until its answer comes. */
export function usualSize(kind: NodeKind): Size {
  if (kind === "decision") return { width: 136, height: 88 };
  if (kind === "trigger" || kind === "outcome") return { width: 88, height: 40 };
  if (kind === "note") return { width: 160, height: 40 };
  return { width: 152, height: 40 };
}

/** The direction in which a process reads: along its lanes. */
export const forward = (lanes: LaneDirection): Side => (lanes === "horizontal" ? "right" : "bottom");

/** A free place beside `from`, in line with its middle. When that one is taken it looks to both sides, but
 *  stays in the lane, and moves on outwards before it leaves it. */
export function placeBeside(
  from: Rect,
  side: Side,
  size: Size,
  taken: readonly Rect[],
  lane: Rect | null,
): Point {
  const level = side === "left" || side === "right";
  const aside = level ? size.height + 32 : size.width + 32;
  for (let outwards = 0; outwards < 12; outwards++) {
    for (const turns of [0, 1, -1, 2, -2, 3, -3]) {
      const at = beside(from, side, size, outwards * (gap + 40), turns * aside);
      const rect = { ...at, ...size };
      if (lane && !inside(middle(rect), lane)) continue;
      if (!taken.some((other) => touches(rect, other, 12))) return at;
    }
  }
  return beside(from, side, size, 0, 0);
}

/** With its middle at a point, on the grid. */
export function placeAt(point: Point, size: Size): Point {
  return { x: onGrid(point.x - size.width / 2), y: onGrid(point.y - size.height / 2) };
}

/** The lane that a point lies in. */
export function laneAt(lanes: readonly LaneView[], point: Point): LaneView | null {
  return lanes.find((lane) => inside(point, lane.rect)) ?? null;
}

export const middle = (rect: Rect): Point => ({ x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 });

export function inside(point: Point, rect: Rect): boolean {
  return (
    point.x >= rect.x &&
    point.x <= rect.x + rect.width &&
    point.y >= rect.y &&
    point.y <= rect.y + rect.height
  );
}

/** Whether two rectangles are nearer than `room` to each other. */
export function touches(a: Rect, b: Rect, room = 0): boolean {
  return (
    a.x < b.x + b.width + room &&
    b.x < a.x + a.width + room &&
    a.y < b.y + b.height + room &&
    b.y < a.y + a.height + room
  );
}

function beside(from: Rect, side: Side, size: Size, outwards: number, aside: number): Point {
  const centre = middle(from);
  const x = centre.x - size.width / 2;
  const y = centre.y - size.height / 2;
  if (side === "right") return { x: from.x + from.width + gap + outwards, y: y + aside };
  if (side === "left") return { x: from.x - size.width - gap - outwards, y: y + aside };
  if (side === "bottom") return { x: x + aside, y: from.y + from.height + gap + outwards };
  return { x: x + aside, y: from.y - size.height - gap - outwards };
}
