/** What is done to the chosen marks at once: copied, put in order, brought into line. Each is one edit. */
import type { Edit, Point, Shape } from "../../api";
import type { Annotating } from "./annotating.svelte";
import { aligned, boxOf, distributed, layered, type Axis, type Edge, type Layer } from "./arranging";
import { copies } from "./clip";
import { covers, whole } from "./cropping";
import { hiddenEverywhere } from "./everywhere";
import { fractionsOf, moved } from "./geometry";

/** Copies lie this far from what they are copies of, in document pixels. */
const aside = 12;

export async function duplicate(annotating: Annotating): Promise<void> {
  const { chosen, frame } = annotating;
  if (!chosen.length) return;
  await annotating.add(copies(chosen, fractionsOf(frame, { x: aside, y: aside })), "duplicate_shapes");
}

/** Puts copies on the picture; `again` counts how often they were put there before. */
export async function paste(annotating: Annotating, shapes: readonly Shape[], again: number): Promise<void> {
  const by = fractionsOf(annotating.frame, { x: aside * again, y: aside * again });
  await annotating.add(copies(shapes, by), "paste_shapes");
}

export async function layer(annotating: Annotating, layer: Layer): Promise<void> {
  const shapes = annotating.figure?.shapes ?? [];
  const before = shapes.map(({ id }) => id);
  const order = layered(before, new Set(annotating.selected), layer);
  if (order.join() === before.join()) return;
  const now = order.flatMap((id) => shapes.filter((shape) => shape.id === id));
  await annotating.edit({ edit: "order_shapes", figure: annotating.id, order }, now);
}

const boxes = ({ chosen, frame }: Annotating) => chosen.map((shape) => boxOf(shape, frame));

export const align = (annotating: Annotating, edge: Edge) =>
  bring(annotating, aligned(boxes(annotating), edge));

export const distribute = (annotating: Annotating, axis: Axis) =>
  bring(annotating, distributed(boxes(annotating), axis));

/** Moves each chosen mark by document pixels. */
async function bring(annotating: Annotating, by: readonly Point[]): Promise<void> {
  const { chosen, frame } = annotating;
  const brought = chosen.map((shape, at) => ({
    ...shape,
    form: moved(shape.form, fractionsOf(frame, by[at]!)),
  }));
  const far = brought.filter((_, at) => Math.hypot(by[at]!.x, by[at]!.y) > 0.01);
  if (far.length) await annotating.update(far, "align_shapes");
}

/** Takes the crop away. */
export const uncrop = (annotating: Annotating) => keepCrop(annotating, whole);

/** Keeps the chosen crop; the whole picture is no crop. */
export async function keepCrop(annotating: Annotating, rect = annotating.cropping): Promise<void> {
  const { figure, mirror, id } = annotating;
  annotating.cropping = null;
  annotating.tool = "select";
  if (!figure) return;
  const crop = rect && covers(rect) ? null : rect;
  if (JSON.stringify(crop) === JSON.stringify(figure.crop)) return;
  const edit: Edit = { edit: "update_figure", id, change: { field: "crop", value: crop } };
  await mirror.edit(edit, undefined, { put: [{ table: "figure", record: { ...figure, crop } }] });
}

/** Hides what the chosen redaction hides in every picture of the document; gives how many that changed. */
export async function hideEverywhere(annotating: Annotating): Promise<number> {
  const [shape] = annotating.chosen;
  const edits = shape ? hiddenEverywhere(shape, annotating.open.figuresById.values()) : [];
  if (!edits.length) return 0;
  const done = await annotating.mirror.edit({ edit: "together", label: "hide_everywhere", edits });
  return done ? edits.length : 0;
}
