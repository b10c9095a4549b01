/** Every kind of mark, in the order of the tool bar. A new one is its file and a line here. */
import type { ShapeForm } from "../../../api";
import Arrow, { arrowKind } from "./Arrow.svelte";
import Blur, { blurKind } from "./Blur.svelte";
import Click, { clickKind } from "./Click.svelte";
import Ellipse, { ellipseKind } from "./Ellipse.svelte";
import Highlight, { highlightKind } from "./Highlight.svelte";
import Key, { keyKind } from "./Key.svelte";
import type { AnyShapeKind, FormKind, ShapeKind } from "./kind";
import Line, { lineKind } from "./Line.svelte";
import Magnifier, { magnifierKind } from "./Magnifier.svelte";
import Number, { numberKind } from "./Number.svelte";
import Rectangle, { rectangleKind } from "./Rectangle.svelte";
import Redaction, { redactionKind } from "./Redaction.svelte";
import Spotlight, { spotlightKind } from "./Spotlight.svelte";
import Text, { textKind } from "./Text.svelte";

const arrow: ShapeKind<"arrow"> = { ...arrowKind, drawing: Arrow };
const line: ShapeKind<"line"> = { ...lineKind, drawing: Line };
const rectangle: ShapeKind<"rectangle"> = { ...rectangleKind, drawing: Rectangle };
const ellipse: ShapeKind<"ellipse"> = { ...ellipseKind, drawing: Ellipse };
const number: ShapeKind<"number"> = { ...numberKind, drawing: Number };
const text: ShapeKind<"text"> = { ...textKind, drawing: Text };
const highlight: ShapeKind<"highlight"> = { ...highlightKind, drawing: Highlight };
const click: ShapeKind<"click"> = { ...clickKind, drawing: Click };
const key: ShapeKind<"key"> = { ...keyKind, drawing: Key };
const redaction: ShapeKind<"redaction"> = { ...redactionKind, drawing: Redaction };
const blur: ShapeKind<"blur"> = { ...blurKind, drawing: Blur };
const spotlight: ShapeKind<"spotlight"> = { ...spotlightKind, drawing: Spotlight };
const magnifier: ShapeKind<"magnifier"> = { ...magnifierKind, drawing: Magnifier };

/** In groups, as the tool bar shows them. */
export const shapeGroups: readonly (readonly AnyShapeKind[])[] = [
  [arrow, line, rectangle, ellipse],
  [number, text, key, click],
  [highlight, spotlight, magnifier],
  [redaction, blur],
];

export const shapeKinds: readonly AnyShapeKind[] = shapeGroups.flat();

const byKind = new Map<FormKind, AnyShapeKind>(shapeKinds.map((kind) => [kind.kind, kind]));

/** The kind of a form; what it is given must be forms of its own kind. */
export function kindOf(form: Pick<ShapeForm, "kind">): ShapeKind {
  return byKind.get(form.kind) as unknown as ShapeKind;
}

export type { DrawingProps, FormKind, Handle, Scene, ShapeKind } from "./kind";
