/** Turned marks under the pointer: how they are pulled, turned, and kept in their place when they grow. */
import type { Point, Shape, ShapeForm } from "../../api";
import { uprightBox } from "./arranging";
import { fractionsOf, fromFrame, moved, type Frame } from "./geometry";
import { kindOf } from "./shapes";
import { bearing, middleOf, steppedTurn, turned, wholeTurn } from "./turned";

/** The handle above a mark that turns it. */
export const turnHandle = "turn";

/** Where a mark is and how it lies. */
export type Pose = Pick<Shape, "form" | "turn">;

export const isTurnable = ({ form }: Pick<Shape, "form">): boolean => kindOf(form).turns !== undefined;

const difference = (from: Point, to: Point): Point => ({ x: to.x - from.x, y: to.y - from.y });

/** A mark's middle, around which it is turned. */
export const pivot = (shape: Shape, frame: Frame): Point => middleOf(uprightBox(shape, frame));

/** A point as the mark would see it, had not it but everything else been turned. */
export const asSeenBy = (shape: Shape, frame: Frame, at: Point): Point =>
  turned(at, pivot(shape, frame), -shape.turn);

/** `form` took the place of a turned mark's own while the mark was looked at upright; it goes where the turn
 *  around its old middle brings it. So the side across from a pulled handle stays where it is. */
export function settled(shape: Shape, form: ShapeForm, frame: Frame): ShapeForm {
  if (shape.turn === 0) return form;
  const middle = pivot({ ...shape, form }, frame);
  const by = difference(middle, turned(middle, pivot(shape, frame), shape.turn));
  return moved(form, fractionsOf(frame, by));
}

/** The mark with another text or other letters: its corner stays where the text begins. */
export function regrown(before: Shape, after: Shape, frame: Frame): Shape {
  if (after.turn === 0) return after;
  const corner = (shape: Shape) => turned(uprightBox(shape, frame), pivot(shape, frame), shape.turn);
  const by = difference(corner(after), corner(before));
  return Math.hypot(by.x, by.y) < 1e-6
    ? after
    : { ...after, form: moved(after.form, fractionsOf(frame, by)) };
}

/** How a mark lies whose handle is pulled to a point; `grip` is what it was off by when it was taken. */
export function turnedTo(shape: Shape, frame: Frame, at: Point, grip: number, stepped: boolean): Pose {
  const degrees = bearing(pivot(shape, frame), at) - grip;
  return { form: shape.form, turn: stepped ? steppedTurn(degrees) : wholeTurn(degrees) };
}

export const gripOf = (shape: Shape, frame: Frame, at: Point) =>
  bearing(pivot(shape, frame), at) - shape.turn;

/** Where a handle lies, in fractions, looked at upright; a pull keeps the distance at which it was taken. */
export function gripAt(shape: Shape, frame: Frame, handle: string, at: Point): Point | null {
  const found = kindOf(shape.form)
    .handles(shape.form as never, frame)
    .find(({ id }) => id === handle)?.at;
  const here = fromFrame(frame, asSeenBy(shape, frame, at));
  return found ? difference(here, found) : null;
}
