/** Sizes and colours of marks, in document pixels. They stand on pictures and on paper, so they are the same
 *  in light and dark, and the exporters have the same (export/src/drawing, core/src/pixels/optics.rs). */
import type { Figure, Lettering, Mark, Shape, ShapeForm, StrokeWidth } from "../../api";

export const marks: readonly Mark[] = ["route", "ink", "blue", "green"];
export const strokeWidths: readonly StrokeWidth[] = ["fine", "normal", "bold"];
export const letterings: readonly Lettering[] = ["small", "normal", "large"];

export const colours: Record<Mark, string> = {
  route: "#b93812",
  ink: "#22262b",
  blue: "#1d4f8c",
  green: "#2b7144",
};

/** The bands of a text marker, which what they lie on shows through. */
const markers: Record<Mark, string> = {
  route: "#ffb40061",
  ink: "#8d949e61",
  blue: "#56b4e961",
  green: "#4cc38a61",
};

export const halo = "#ffffff";
export const fill = "#1b1e22";
export const ink = colours.ink;

export const sizes = {
  halo: 1.5,
  corner: 5,
  dot: 4,
  textPadding: { x: 8, y: 5 },
  textBorder: 1.5,
  ring: 14,
  disc: 5,
  ringWidth: 2.5,
  keyPadding: 8,
  keyFront: 3,
  keyGap: 7,
  blur: 6,
} as const;

export const dark = { colour: "#14161a", part: 0.58 } as const;

/** What a mark's looks are made of, beside its form. */
export type Style = Pick<Shape, "mark" | "stroke" | "lettering">;

export const plainStyle: Style = { mark: "route", stroke: "normal", lettering: "normal" };

/** How a mark is drawn. */
export interface Pen {
  colour: string;
  marker: string;
  stroke: number;
  /** Length of an arrow's head. */
  head: number;
  /** Radius of a callout's disc, and the size of its number. */
  disc: number;
  /** Size of letters, and the height of their line. */
  text: number;
  line: number;
}

const strokes: Record<StrokeWidth, number> = { fine: 1.75, normal: 2.5, bold: 4 };
const texts: Record<Lettering, number> = { small: 12, normal: 14, large: 20 };

export function penOf({ mark, stroke, lettering }: Style): Pen {
  const width = strokes[stroke];
  const text = texts[lettering];
  return {
    colour: colours[mark],
    marker: markers[mark],
    stroke: width,
    head: 7.5 + 3 * width,
    disc: text - 1,
    text,
    line: text * 1.35,
  };
}

/** From the top of a line of this height to the baseline of Inter at this size. */
export const baseline = (size: number, line: number) =>
  (line - size * (0.96875 + 0.2412)) / 2 + size * 0.96875;

/** Measured this many times as large, where advances are not rounded to whole pixels. */
const fine = 16;

let canvas: CanvasRenderingContext2D | null | undefined;

/** Width of one line, in document pixels. */
export function textWidthOf(line: string, size: number, weight = 600): number {
  canvas ??= document.createElement("canvas").getContext("2d");
  if (!canvas) return line.length * size * 0.55;
  canvas.font = `${weight} ${size * fine}px Inter, "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Sans Thai"`;
  return canvas.measureText(line).width / fine;
}

export const textLines = (text: string) => text.replace(/\n+$/, "").split("\n");

export function textBox(text: string, pen: Pen): { width: number; height: number } {
  const lines = textLines(text);
  return {
    width: Math.max(...lines.map((line) => textWidthOf(line, pen.text))) + sizes.textPadding.x * 2,
    height: pen.line * lines.length + sizes.textPadding.y * 2,
  };
}

/** What a callout's disc is widened by at each side, so that its number has room. */
export const discExtra = (number: number, pen: Pen) =>
  Math.max(0, textWidthOf(String(number), pen.disc, 700) + pen.disc * 0.9 - 2 * pen.disc) / 2;

/** The keys of a badge: a plus joins two of them, and one with nothing before it is a key itself. */
export function keysOf(text: string): string[] {
  const keys = [""];
  for (const sign of text.replace(/\s+/g, " ")) {
    if (sign === "+" && keys.at(-1) !== "") keys.push("");
    else keys[keys.length - 1] += sign;
  }
  return keys.map((key) => key.trim()).filter(Boolean);
}

/** Where each key's cap begins and how wide it is, and how high they are without their front. */
export function keyCaps(
  text: string,
  pen: Pen,
): { caps: { key: string; x: number; width: number }[]; height: number } {
  const height = pen.line + sizes.keyPadding;
  let x = 0;
  const caps = keysOf(text).map((key) => {
    const cap = { key, x, width: Math.max(height, textWidthOf(key, pen.text) + 2 * sizes.keyPadding) };
    x += cap.width + sizes.keyGap;
    return cap;
  });
  return { caps, height };
}

/** Forms that are in the burned picture's pixels; what is drawn lies over them. */
export const isBurned = ({ kind }: Pick<ShapeForm, "kind">) =>
  kind === "redaction" || kind === "blur" || kind === "spotlight" || kind === "magnifier";

/** Changes whenever the burned picture does: its file, its crop, what is in its pixels. Hexadecimal. */
export function pictureVersion({ asset, crop, shapes }: Pick<Figure, "asset" | "crop" | "shapes">): string {
  const burned = shapes.map(({ form }) => form).filter(isBurned);
  const text = JSON.stringify([asset, crop, burned]);
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let at = 0; at < text.length; at++) {
    a = Math.imul(a ^ text.charCodeAt(at), 0x01000193);
    b = Math.imul(b ^ text.charCodeAt(at), 0x5bd1e995);
  }
  return [a, b].map((part) => (part >>> 0).toString(16).padStart(8, "0")).join("");
}
