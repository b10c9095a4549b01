/** What each kind of mark knows about itself: how it is drawn, pressed, pulled and named. */
import type { Component } from "svelte";
import type { Point, Rect, Shape, ShapeForm } from "../../../api";
import type { IconDrawing } from "../../../ui/icons";
import type { Frame } from "../geometry";
import type { Pen } from "../marks";

export type FormKind = ShapeForm["kind"];
export type FormOf<K extends FormKind> = Extract<ShapeForm, { kind: K }>;

/** The picture as it is before it is burned, for marks that show it changed. */
export interface Scene {
  /** Address of the whole picture. */
  url: string;
  blurs: readonly Rect[];
  redactions: readonly Rect[];
}

export interface DrawingProps<K extends FormKind = FormKind> {
  form: FormOf<K>;
  frame: Frame;
  pen: Pen;
  /** Of a numbered callout, through the document. */
  number: number;
  /** Document pixels that a finger's breadth on the screen has, for what is hard to hit. */
  reach: number;
  /** The picture is being annotated: what will be in its pixels is drawn. Null where it is the burned one. */
  scene: Scene | null;
}

export interface Handle {
  id: string;
  /** Fractions of the whole picture. */
  at: Point;
  cursor: string;
  /** Pressed on the mark itself; nothing is drawn for it. */
  hidden?: boolean;
}

export interface ShapeKind<K extends FormKind = FormKind> {
  kind: K;
  /** The chord that chooses it. */
  keys: string;
  icon: IconDrawing;
  label: () => string;
  /** In the list of objects: "Text: Press here". */
  name: (form: FormOf<K>, number: number) => string;
  drawing: Component<DrawingProps<K>>;
  /** Drawn from one point to another, in fractions. `dragged`: it was more than a press. */
  draw: (from: Point, to: Point, dragged: boolean) => FormOf<K> | null;
  /** What Shift makes of a point that is pulled, in document pixels. */
  constrain: (from: Point, to: Point) => Point;
  handles: (form: FormOf<K>, frame: Frame) => Handle[];
  /** Where a handle that is pulled with Shift is measured from. */
  opposite: (form: FormOf<K>, handle: string) => Point;
  pull: (form: FormOf<K>, handle: string, to: Point) => FormOf<K>;
  /** What it covers, in document pixels: framed when it is chosen, and what alignment goes by. */
  box: (form: FormOf<K>, frame: Frame, pen: Pen) => Rect;
  /** How it is framed when it is chosen; handles alone are enough where it is `bare`. */
  framed?: "ring" | "bare";
  /** It can be turned around the middle of its box, of which it fills the corners or the ellipse in it. As the
   *  core allows. */
  turns?: "box" | "round";
  /** It has a text that is edited on the picture. */
  written?: boolean;
}

/** Every kind as if it took any form: the registry hands each its own. */
export type AnyShapeKind = { [K in FormKind]: ShapeKind<K> }[FormKind];
export type { Shape };
