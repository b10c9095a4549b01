/** Where marks lie on a picture: fractions of the whole picture in the records, document pixels on the
 *  screen and on paper. The exporters draw by the same rules (export/src/drawing/shapes.rs). */
import type { Point, Rect, ShapeForm, Size } from "../../api";

/** A picture is never shown wider than the text of a document, in document pixels. */
export const textWidth = 716;

const whole: Rect = { x: 0, y: 0, width: 1, height: 1 };

/** How a picture (or the part of it that the crop leaves) lies in the document. */
export interface Frame {
  /** Document pixels. */
  width: number;
  height: number;
  crop: Rect;
}

/** `pixels` is the whole picture's size. */
export function frame(pixels: Size, crop: Rect | null): Frame {
  const shown = crop ?? whole;
  const across = Math.max(1, pixels.width * shown.width);
  const width = Math.min(across, textWidth);
  return { width, height: Math.max(1, (pixels.height * shown.height * width) / across), crop: shown };
}

export function toFrame({ width, height, crop }: Frame, at: Point): Point {
  return { x: ((at.x - crop.x) / crop.width) * width, y: ((at.y - crop.y) / crop.height) * height };
}

export function fromFrame({ width, height, crop }: Frame, at: Point): Point {
  return { x: crop.x + (at.x / width) * crop.width, y: crop.y + (at.y / height) * crop.height };
}

/** A way in document pixels as fractions of the picture. */
export const fractionsOf = ({ width, height, crop }: Frame, { x, y }: Point): Point => ({
  x: (x / width) * crop.width,
  y: (y / height) * crop.height,
});

export function rectToFrame(frame: Frame, rect: Rect): Rect {
  const { x, y } = toFrame(frame, rect);
  const end = toFrame(frame, { x: rect.x + rect.width, y: rect.y + rect.height });
  return { x, y, width: end.x - x, height: end.y - y };
}

/** The rectangle between two corners, whichever way it was drawn. */
export function spanned(a: Point, b: Point): Rect {
  return {
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  };
}

export const inside = ({ x, y }: Point): Point => ({ x: clamp(x), y: clamp(y) });
export const clamp = (value: number, low = 0, high = 1) => Math.min(high, Math.max(low, value));

/** `to` as Shift wants it: a square's corner, in document pixels. */
export function squared(from: Point, to: Point): Point {
  const side = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y));
  return {
    x: from.x + side * Math.sign(to.x - from.x || 1),
    y: from.y + side * Math.sign(to.y - from.y || 1),
  };
}

/** `to` as Shift wants it: the end of a line at a multiple of 45 degrees, in document pixels. */
export function straightened(from: Point, to: Point): Point {
  const eighth = Math.PI / 4;
  const angle = Math.round(Math.atan2(to.y - from.y, to.x - from.x) / eighth) * eighth;
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  return { x: from.x + Math.cos(angle) * length, y: from.y + Math.sin(angle) * length };
}

/** Where a form has its points and its areas: every kind keeps them under these names. */
const pointNames = ["from", "to", "at", "pointer"] as const;
const areaNames = ["rect", "source"] as const;

const isPoint = (value: unknown): value is Point => typeof value === "object" && value !== null;

/** The form moved by fractions of the picture. */
export function moved<Form extends ShapeForm>(form: Form, by: Point): Form {
  const shift = <At extends Point>(at: At): At => ({ ...at, x: at.x + by.x, y: at.y + by.y });
  const parts = { ...form } as Record<string, unknown>;
  for (const name of [...pointNames, ...areaNames]) {
    const part = parts[name];
    if (isPoint(part)) parts[name] = shift(part);
  }
  return parts as unknown as Form;
}

/** How far a form may be moved so that its anchor stays on the picture. */
export function held(form: ShapeForm, by: Point): Point {
  const anchors = anchorsOf(form);
  const limit = (axis: "x" | "y") => {
    const least = Math.min(...anchors.map((at) => at[axis]));
    const most = Math.max(...anchors.map((at) => at[axis]));
    return clamp(by[axis], Math.min(0, -least), Math.max(0, 1 - most));
  };
  return { x: limit("x"), y: limit("y") };
}

function anchorsOf(form: ShapeForm): Point[] {
  const parts = form as unknown as Record<string, unknown>;
  const points = pointNames.map((name) => parts[name]).filter(isPoint);
  const areas = areaNames.map((name) => parts[name]).filter(isPoint) as Rect[];
  return [
    ...points,
    ...areas.flatMap(({ x, y, width, height }) => [
      { x, y },
      { x: x + width, y: y + height },
    ]),
  ];
}

/** The smallest rectangle around all of them; at least one. */
export function around(rects: readonly Rect[]): Rect {
  const x = Math.min(...rects.map((rect) => rect.x));
  const y = Math.min(...rects.map((rect) => rect.y));
  const right = Math.max(...rects.map((rect) => rect.x + rect.width));
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.height));
  return { x, y, width: right - x, height: bottom - y };
}

export const intersect = (a: Rect, b: Rect) =>
  a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;

export const corners = ["nw", "n", "ne", "e", "se", "s", "sw", "w"] as const;
export type Corner = (typeof corners)[number];

/** Where a handle of a rectangle lies on it, 0 to 1 in both directions. */
export function cornerAt(corner: Corner): Point {
  return {
    x: corner.includes("w") ? 0 : corner.includes("e") ? 1 : 0.5,
    y: corner.includes("n") ? 0 : corner.includes("s") ? 1 : 0.5,
  };
}

/** The rectangle with one handle pulled to a point; it turns over where it is pulled past the other side. */
export function resized(rect: Rect, corner: Corner, to: Point): Rect {
  const at = cornerAt(corner);
  const near = { x: rect.x, y: rect.y };
  const far = { x: rect.x + rect.width, y: rect.y + rect.height };
  if (at.x === 0) near.x = to.x;
  else if (at.x === 1) far.x = to.x;
  if (at.y === 0) near.y = to.y;
  else if (at.y === 1) far.y = to.y;
  return spanned(near, far);
}

/** Whether a drawn form is too small to have been meant, in document pixels. */
export function tiny(frame: Frame, from: Point, to: Point): boolean {
  const a = toFrame(frame, from);
  const b = toFrame(frame, to);
  return Math.hypot(b.x - a.x, b.y - a.y) < 6;
}

/** Whether a press has not become a pull yet. */
export function tinyMove(frame: Frame, from: Point, to: Point): boolean {
  const a = toFrame(frame, from);
  const b = toFrame(frame, to);
  return Math.hypot(b.x - a.x, b.y - a.y) < 3;
}
