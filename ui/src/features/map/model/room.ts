/** Room for a node that is put between two others: what follows moves on along the flow, as far as it needs. */
import type { NodeId, NodeMove, Point, Rect, Side } from "../../../api";
import { downstream, type Box, type Way } from "./gestures";
import { onGrid } from "./guides";
import { gap, middle, touches } from "./places";

/** Map pixels; nearer than this, there is no line to be seen between two nodes. */
const near = 16;

export interface Between {
  way: Pick<Way, "source" | "target">;
  /** Where the flow leads. */
  side: Side;
  ways: Iterable<Way>;
  boxes: readonly Box[];
}

/** Beside a node that comes behind the source. */
export function roomFor(made: Rect, { way, side, ways, boxes }: Between, except?: NodeId): NodeMove[] {
  const ahead = downstream(way.source, ways);
  const level = side === "right";
  const moving = boxes.filter(
    ({ id, rect }) =>
      ahead.has(id) && id !== except && (level ? middle(rect).x > made.x : middle(rect).y > made.y),
  );
  const next = moving.find(({ id }) => id === way.target);
  if (!next) return [];
  const need = level ? made.x + made.width + gap - next.rect.x : made.y + made.height + gap - next.rect.y;
  if (need <= 0) return [];
  const by = Math.ceil(need / 8) * 8;
  return moving.map(({ id, rect }) => ({
    id,
    x: rect.x + (level ? by : 0),
    y: rect.y + (level ? 0 : by),
  }));
}

/** A node that was dropped on a connection: where it stands then, clear of both ends, and what moves on. */
export function putBetween(dropped: Box, between: Between): { at: Point; moves: NodeMove[] } {
  const { way, side, boxes } = between;
  const rectOf = (id: NodeId) => boxes.find((box) => box.id === id)?.rect;
  const [source, target] = [rectOf(way.source), rectOf(way.target)];
  const { rect } = dropped;
  const at = { x: rect.x, y: rect.y };
  if (source && touches(rect, source, near)) {
    if (side === "right") at.x = onGrid(source.x + source.width + gap);
    else at.y = onGrid(source.y + source.height + gap);
  }
  const placed = { ...rect, ...at };
  const close = target && touches(placed, target, near);
  return { at, moves: close ? roomFor(placed, between, dropped.id) : [] };
}
