/** What each kind of mark knows about itself: how it is drawn, pressed, pulled and named. */
import type { Component } from "svelte";
import type { Point, Shape, ShapeForm } from "../../../api";
import type { IconComponent } from "../../../ui/icons";
import type { Frame } from "../geometry";

export type FormKind = ShapeForm["kind"];
export type FormOf<K extends FormKind> = Extract<ShapeForm, { kind: K }>;

export interface DrawingProps<K extends FormKind = FormKind> {
  form: FormOf<K>;
  frame: Frame;
  colour: string;
  /** Of a numbered callout, through the document. */
  number: number;
  /** Document pixels that a finger's breadth on the screen has, for what is hard to hit. */
  reach: number;
  /** The picture is being annotated: hidden parts are drawn, since it is not the burned one. */
  annotating: boolean;
}

export interface Handle {
  id: string;
  /** Fractions of the whole picture. */
  at: Point;
  cursor: string;
}

export interface ShapeKind<K extends FormKind = FormKind> {
  kind: K;
  /** The chord that chooses it. */
  keys: string;
  icon: IconComponent;
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
  /** It has a text that is edited on the picture. */
  written?: boolean;
}

/** Every kind as if it took any form: the registry hands each its own. */
export type AnyShapeKind = { [K in FormKind]: ShapeKind<K> }[FormKind];
export type { Shape };
