/** Every kind of mark, in the order of the tool bar. A new one is its file and a line here. */
import type { ShapeForm } from "../../../api";
import Arrow, { arrowKind } from "./Arrow.svelte";
import type { AnyShapeKind, FormKind, ShapeKind } from "./kind";
import Number, { numberKind } from "./Number.svelte";
import Rectangle, { rectangleKind } from "./Rectangle.svelte";
import Redaction, { redactionKind } from "./Redaction.svelte";
import Text, { textKind } from "./Text.svelte";

const arrow: ShapeKind<"arrow"> = { ...arrowKind, drawing: Arrow };
const rectangle: ShapeKind<"rectangle"> = { ...rectangleKind, drawing: Rectangle };
const number: ShapeKind<"number"> = { ...numberKind, drawing: Number };
const text: ShapeKind<"text"> = { ...textKind, drawing: Text };
const redaction: ShapeKind<"redaction"> = { ...redactionKind, drawing: Redaction };

export const shapeKinds: readonly AnyShapeKind[] = [arrow, rectangle, number, text, redaction];

const byKind = new Map<FormKind, AnyShapeKind>(shapeKinds.map((kind) => [kind.kind, kind]));

/** The kind of a form; what it is given must be forms of its own kind. */
export function kindOf(form: Pick<ShapeForm, "kind">): ShapeKind {
  return byKind.get(form.kind) as unknown as ShapeKind;
}

export type { DrawingProps, FormKind, Handle, ShapeKind } from "./kind";
