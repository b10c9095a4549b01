/** Marks on the clipboard: as JSON for another picture, as their words for everything else. */
import type { Shape, ShapeForm } from "../../api";
import { newId } from "../../state/ids";
import { held, moved } from "./geometry";
import { letterings, marks, plainStyle, strokeWidths } from "./marks";
import { shapeKinds } from "./shapes";

/** Of the JSON form; a custom type that only our own windows read. */
export const marksType = "application/x-roadbook-marks";

export interface ClipForms {
  json: string;
  text: string;
  html: string;
}

export function writeClip(shapes: readonly Shape[]): ClipForms {
  const json = JSON.stringify({ roadbook: "marks", version: 1, shapes });
  const text = shapes.flatMap(({ form }) => ("text" in form ? [form.text] : [])).join("\n");
  // Some browsers keep custom types for themselves; an attribute of the HTML form gets through.
  return { json, text, html: `<p data-roadbook-marks="${escaped(json)}">${escaped(text)}</p>` };
}

/** What is on the clipboard, when it came from a picture. Anything else, or anything damaged, is null. */
export function readClip(json: string, html: string): Shape[] | null {
  return parse(json) ?? parse(inHtml(html));
}

/** Copies with ids of their own, moved by fractions of the picture as far as they stay on it. */
export const copies = (shapes: readonly Shape[], by: { x: number; y: number }): Shape[] =>
  shapes.map((shape) => ({ ...shape, id: newId(), form: moved(shape.form, held(shape.form, by)) }));

function parse(json: string): Shape[] | null {
  if (!json) return null;
  try {
    const found = JSON.parse(json) as { roadbook?: unknown; shapes?: unknown } | null;
    if (found?.roadbook !== "marks" || !Array.isArray(found.shapes)) return null;
    const shapes = found.shapes
      .filter(isShape)
      .map((shape): Shape => ({ ...plainStyle, ...shape, turn: shape.turn ?? 0 }));
    return shapes.length ? shapes : null;
  } catch {
    return null;
  }
}

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

function inHtml(html: string): string {
  if (!html.includes("data-roadbook-marks")) return "";
  const page = new DOMParser().parseFromString(html, "text/html");
  return page.querySelector("[data-roadbook-marks]")?.getAttribute("data-roadbook-marks") ?? "";
}

const escaped = (text: string) =>
  text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
