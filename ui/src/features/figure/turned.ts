/** The geometry of turning, in document pixels and degrees clockwise. Marks are turned around the middle of what
 *  they cover, as the exporters turn them (export/src/drawing/shapes.rs). */
import type { Point, Rect } from "../../api";

/** How far Shift lets a turn go at a time. */
export const turnStep = 15;

const radians = (degrees: number) => (degrees * Math.PI) / 180;

export const middleOf = ({ x, y, width, height }: Rect): Point => ({ x: x + width / 2, y: y + height / 2 });

export function turned(at: Point, around: Point, degrees: number): Point {
  if (degrees === 0) return at;
  const [sin, cos] = [Math.sin(radians(degrees)), Math.cos(radians(degrees))];
  const [x, y] = [at.x - around.x, at.y - around.y];
  return { x: around.x + x * cos - y * sin, y: around.y + x * sin + y * cos };
}

/** The smallest upright rectangle around a turned one, or around the ellipse in it. */
export function turnedBox(rect: Rect, degrees: number, outline: "box" | "round"): Rect {
  const [sin, cos] = [Math.abs(Math.sin(radians(degrees))), Math.abs(Math.cos(radians(degrees)))];
  const { width, height } = rect;
  const reach = (a: number, b: number) => (outline === "round" ? Math.hypot(a, b) : a + b);
  const [across, down] = [reach(width * cos, height * sin), reach(width * sin, height * cos)];
  const middle = middleOf(rect);
  return { x: middle.x - across / 2, y: middle.y - down / 2, width: across, height: down };
}

/** Whole degrees, over -180 up to 180. */
export function wholeTurn(degrees: number): number {
  const whole = Math.round(degrees) % 360;
  const turn = whole > 180 ? whole - 360 : whole <= -180 ? whole + 360 : whole;
  // Not minus nought, which is another text in a record.
  return turn === 0 ? 0 : turn;
}

export const steppedTurn = (degrees: number) => wholeTurn(Math.round(degrees / turnStep) * turnStep);

/** In which direction a point lies, as seen from another: nought is above. */
export const bearing = (from: Point, to: Point) =>
  (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI + 90;

const compass = ["n", "ne", "e", "se", "s", "sw", "w", "nw"];

/** The cursor for a side or a corner that has been turned along. */
export function turnedCursor(cursor: string, degrees: number): string {
  const at = compass.indexOf(cursor.replace("-resize", ""));
  if (at < 0) return cursor;
  return `${compass[(at + Math.round(degrees / 45) + 8) % 8]}-resize`;
}
