/** Marks on the clipboard: as JSON for another picture, as their words for everything else. */
import type { Shape, ShapeForm } from "../../api";
import { newId } from "../../state/ids";
import { escaped, fieldsOf, formsOf, type Forms } from "../../ui/clipboard";
import { held, moved } from "./geometry";
import { letterings, marks, plainStyle, strokeWidths } from "./marks";
import { shapeKinds } from "./shapes";

/** Of the JSON form; a custom type that only our own windows read. */
export const marksType = "application/x-roadbook-marks";

export function writeClip(shapes: readonly Shape[]): Forms {
  const text = shapes.flatMap(({ form }) => ("text" in form ? [form.text] : [])).join("\n");
  return formsOf("marks", { shapes }, text, "p", escaped(text));
}

/** What is on the clipboard, when it came from a picture. Anything else, or anything damaged, is null. */
export function readClip(json: string, html: string): Shape[] | null {
  const found = fieldsOf("marks", json, html)?.shapes;
  if (!Array.isArray(found)) return null;
  const shapes = found
    .filter(isShape)
    .map((shape): Shape => ({ ...plainStyle, ...shape, turn: shape.turn ?? 0 }));
  return shapes.length ? shapes : null;
}

/** Copies with ids of their own, moved by fractions of the picture as far as they stay on it. */
export const copies = (shapes: readonly Shape[], by: { x: number; y: number }): Shape[] =>
  shapes.map((shape) => ({ ...shape, id: newId(), form: moved(shape.form, held(shape.form, by)) }));

/** Enough that it can be drawn; the core looks at it once more before it is kept. */
function isShape(value: unknown): value is Shape {
  const shape = value as Partial<Shape> | null;
  const form = shape?.form as (ShapeForm & Record<string, unknown>) | undefined;
  return (
    typeof form === "object" &&
    shapeKinds.some(({ kind }) => kind === form.kind) &&
    (shape?.turn === undefined || Number.isFinite(shape.turn)) &&
    (shape?.mark === undefined || marks.includes(shape.mark)) &&
    (shape?.stroke === undefined || strokeWidths.includes(shape.stroke)) &&
    (shape?.lettering === undefined || letterings.includes(shape.lettering))
  );
}
