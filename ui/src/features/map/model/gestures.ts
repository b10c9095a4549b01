/** What a gesture means: pure decisions, so that they can be tried without a pointer. */
import type { ConnectionView, NodeId, Point, Rect, Side } from "../../../api";
import { inside, middle } from "./places";
import { distanceToSegment } from "./routes";

export interface Box {
  id: NodeId;
  rect: Rect;
}

export interface Way {
  id: string;
  source: NodeId;
  target: NodeId;
}

/** What the drag of a connection ends on. A little beside a node still means the node. */
export function targetAt(boxes: readonly Box[], point: Point, room = 10): NodeId | null {
  const hit = boxes.findLast(({ rect }) => inside(point, rect));
  if (hit) return hit.id;
  const wide = ({ x, y, width, height }: Rect) => ({
    x: x - room,
    y: y - room,
    width: width + 2 * room,
    height: height + 2 * room,
  });
  return boxes.findLast(({ rect }) => inside(point, wide(rect)))?.id ?? null;
}

/** Whether two nodes may be joined: not with themselves, and not twice the same way. */
export function mayConnect(source: NodeId, target: NodeId, ways: Iterable<Way>): boolean {
  if (source === target) return false;
  for (const way of ways) if (way.source === source && way.target === target) return false;
  return true;
}

/** The connection that a dropped node would be put into: its middle lies on the line, and it is not an end
 *  of it already. */
export function insertionAt(
  node: Box,
  views: readonly ConnectionView[],
  ways: ReadonlyMap<string, Way>,
  within = 14,
): string | null {
  const centre = middle(node.rect);
  let best: { id: string; off: number } | null = null;
  for (const { id, points } of views) {
    const way = ways.get(id);
    if (!way || way.source === node.id || way.target === node.id) continue;
    for (let index = 1; index < points.length; index++) {
      const off = distanceToSegment(centre, points[index - 1]!, points[index]!);
      if (off <= within && (best === null || off < best.off)) best = { id, off };
    }
  }
  return best?.id ?? null;
}

/** The node that Alt+Arrow goes to: along a connection, the one that lies most in that direction. Against a
 *  direction in which nothing lies, forward still follows the flow and backward goes against it. */
export function neighbour(
  from: Box,
  side: Side,
  boxes: ReadonlyMap<NodeId, Rect>,
  ways: Iterable<Way>,
): NodeId | null {
  const after: NodeId[] = [];
  const before: NodeId[] = [];
  for (const { source, target } of ways) {
    if (source === target) continue;
    if (source === from.id) after.push(target);
    else if (target === from.id) before.push(source);
  }
  const centre = middle(from.rect);
  let best: { id: NodeId; off: number } | null = null;
  for (const id of [...after, ...before]) {
    const rect = boxes.get(id);
    if (!rect) continue;
    const to = middle(rect);
    const [dx, dy] = [to.x - centre.x, to.y - centre.y];
    const along = { right: dx, left: -dx, bottom: dy, top: -dy }[side];
    const across = Math.abs(side === "left" || side === "right" ? dy : dx);
    if (along <= 4 || across > along * 2.5) continue;
    const off = along + 2 * across;
    if (best === null || off < best.off) best = { id, off };
  }
  if (best) return best.id;
  if (side === "right") return after[0] ?? null;
  if (side === "left") return before[0] ?? null;
  return null;
}

/** All that can be reached from a node, itself not among them: what makes room when a step is put in. */
export function downstream(start: NodeId, ways: Iterable<Way>): Set<NodeId> {
  const next = new Map<NodeId, NodeId[]>();
  for (const { source, target } of ways) next.set(source, [...(next.get(source) ?? []), target]);
  const found = new Set<NodeId>();
  const front = [...(next.get(start) ?? [])];
  for (let id = front.pop(); id !== undefined; id = front.pop()) {
    if (id === start || found.has(id)) continue;
    found.add(id);
    front.push(...(next.get(id) ?? []));
  }
  return found;
}

export type Alignment = "left" | "center" | "right" | "top" | "middle" | "bottom";

/** New top left corners, with the common line taken from the nodes' outermost edges. */
export function aligned(boxes: readonly Box[], to: Alignment): { id: NodeId; x: number; y: number }[] {
  const left = Math.min(...boxes.map(({ rect }) => rect.x));
  const right = Math.max(...boxes.map(({ rect }) => rect.x + rect.width));
  const top = Math.min(...boxes.map(({ rect }) => rect.y));
  const bottom = Math.max(...boxes.map(({ rect }) => rect.y + rect.height));
  return boxes.map(({ id, rect }) => {
    const { x, y, width, height } = rect;
    if (to === "left") return { id, x: left, y };
    if (to === "right") return { id, x: right - width, y };
    if (to === "center") return { id, x: (left + right - width) / 2, y };
    if (to === "top") return { id, x, y: top };
    if (to === "bottom") return { id, x, y: bottom - height };
    return { id, x, y: (top + bottom - height) / 2 };
  });
}

/** The outermost two stay, and the gaps between become equal. */
export function distributed(boxes: readonly Box[], along: "x" | "y"): { id: NodeId; x: number; y: number }[] {
  const size = (rect: Rect) => (along === "x" ? rect.width : rect.height);
  const sorted = [...boxes].sort((a, b) => a.rect[along] - b.rect[along]);
  const first = sorted[0];
  const last = sorted.at(-1);
  if (!first || !last || sorted.length < 3)
    return boxes.map(({ id, rect }) => ({ id, x: rect.x, y: rect.y }));
  const span = last.rect[along] + size(last.rect) - first.rect[along];
  const room = (span - sorted.reduce((sum, { rect }) => sum + size(rect), 0)) / (sorted.length - 1);
  let next = first.rect[along];
  return sorted.map(({ id, rect }) => {
    const place = { id, x: rect.x, y: rect.y, [along]: next };
    next += size(rect) + room;
    return place;
  });
}
