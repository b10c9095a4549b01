/** Marks in order from back to front, in line with each other and at even distances. */
import type { Point, Rect, Shape } from "../../api";
import { around, type Frame } from "./geometry";
import { penOf } from "./marks";
import { kindOf } from "./shapes";
import { turnedBox } from "./turned";

export type Layer = "front" | "forward" | "backward" | "back";
export type Edge = "left" | "center" | "right" | "top" | "middle" | "bottom";
export type Axis = "horizontal" | "vertical";

/** The order of ids after the chosen ones have gone there; they keep their own order. */
export function layered(ids: readonly string[], chosen: ReadonlySet<string>, layer: Layer): string[] {
  const moving = ids.filter((id) => chosen.has(id));
  const others = ids.filter((id) => !chosen.has(id));
  if (layer === "front") return [...others, ...moving];
  if (layer === "back") return [...moving, ...others];
  const order = [...ids];
  // Each changes places with its neighbour, beginning at the side to which they go.
  const places = [...order.keys()];
  for (const at of layer === "forward" ? places.reverse() : places) {
    const next = layer === "forward" ? at + 1 : at - 1;
    if (!chosen.has(order[at]!) || order[next] === undefined || chosen.has(order[next])) continue;
    [order[at], order[next]] = [order[next], order[at]!];
  }
  return order;
}

/** What a mark would cover were it not turned, in document pixels. */
export const uprightBox = (shape: Shape, frame: Frame): Rect =>
  kindOf(shape.form).box(shape.form as never, frame, penOf(shape));

/** What a mark covers, in document pixels. */
export function boxOf(shape: Shape, frame: Frame): Rect {
  const box = uprightBox(shape, frame);
  const { turns } = kindOf(shape.form);
  return shape.turn && turns ? turnedBox(box, shape.turn, turns) : box;
}

/** How far each box goes, so that all have this edge, or middle, where all of them together have it. */
export function aligned(boxes: readonly Rect[], edge: Edge): Point[] {
  const all = around(boxes);
  return boxes.map((box) => {
    switch (edge) {
      case "left":
        return { x: all.x - box.x, y: 0 };
      case "center":
        return { x: all.x + all.width / 2 - box.x - box.width / 2, y: 0 };
      case "right":
        return { x: all.x + all.width - box.x - box.width, y: 0 };
      case "top":
        return { x: 0, y: all.y - box.y };
      case "middle":
        return { x: 0, y: all.y + all.height / 2 - box.y - box.height / 2 };
      case "bottom":
        return { x: 0, y: all.y + all.height - box.y - box.height };
    }
  });
}

/** How far each box goes, so that there is as much between any two neighbours; the outer two stay. */
export function distributed(boxes: readonly Rect[], axis: Axis): Point[] {
  const [place, size] = axis === "horizontal" ? (["x", "width"] as const) : (["y", "height"] as const);
  const inOrder = [...boxes.keys()].sort((a, b) => boxes[a]![place] - boxes[b]![place]);
  const all = around(boxes);
  const gap = (all[size] - boxes.reduce((sum, box) => sum + box[size], 0)) / Math.max(1, boxes.length - 1);
  const by = boxes.map((): Point => ({ x: 0, y: 0 }));
  let next = all[place];
  for (const at of inOrder) {
    by[at] = { x: 0, y: 0, [place]: next - boxes[at]![place] };
    next += boxes[at]![size] + gap;
  }
  return by;
}
