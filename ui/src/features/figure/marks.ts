/** Sizes and colours of marks, in document pixels. They stand on pictures and on paper, so they are the same
 *  in light and dark, and the exporters have the same (export/src/drawing). */
import type { Figure, Mark, Shape } from "../../api";

export const marks: readonly Mark[] = ["route", "ink", "blue", "green"];

export const colours: Record<Mark, string> = {
  route: "#b93812",
  ink: "#22262b",
  blue: "#1d4f8c",
  green: "#2b7144",
};

export const halo = "#ffffff";
export const fill = "#1b1e22";

export const sizes = {
  stroke: 2.5,
  halo: 1.5,
  headLength: 15,
  headWidth: 12,
  corner: 5,
  disc: 13,
  number: 13,
  dot: 4,
  text: 14,
  textLine: 14 * 1.35,
  textPadding: { x: 8, y: 5 },
  textBorder: 1.5,
} as const;

/** From the top of a line of this height to the baseline of Inter at this size. */
export const baseline = (size: number, line: number) =>
  (line - size * (0.96875 + 0.2412)) / 2 + size * 0.96875;

let canvas: CanvasRenderingContext2D | null | undefined;

/** Width of one line of a text box, in document pixels. */
export function textWidthOf(line: string): number {
  canvas ??= document.createElement("canvas").getContext("2d");
  if (!canvas) return line.length * sizes.text * 0.55;
  canvas.font = `600 ${sizes.text}px Inter, "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Sans Thai"`;
  return canvas.measureText(line).width;
}

export const textLines = (text: string) => text.replace(/\n+$/, "").split("\n");

export function textBox(text: string): { width: number; height: number } {
  const lines = textLines(text);
  return {
    width: Math.max(...lines.map(textWidthOf)) + sizes.textPadding.x * 2,
    height: sizes.textLine * lines.length + sizes.textPadding.y * 2,
  };
}

/** Changes whenever the burned picture does: its file, its crop, what is redacted. Hexadecimal. */
export function pictureVersion({ asset, crop, shapes }: Pick<Figure, "asset" | "crop" | "shapes">): string {
  const redactions = shapes.flatMap((shape) => (shape.form.kind === "redaction" ? [shape.form.rect] : []));
  const text = JSON.stringify([asset, crop, redactions]);
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let at = 0; at < text.length; at++) {
    a = Math.imul(a ^ text.charCodeAt(at), 0x01000193);
    b = Math.imul(b ^ text.charCodeAt(at), 0x5bd1e995);
  }
  return [a, b].map((part) => (part >>> 0).toString(16).padStart(8, "0")).join("");
}

export const isHidden = (shape: Shape) => shape.form.kind === "redaction";
