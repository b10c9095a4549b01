/** How high a step will be when it is drawn, as far as its records tell. Nothing depends on its being right: a
 *  page whose steps are told too high or too low has a scroll bar that is a little off, until they are drawn. */
import type { Asset, Figure, Step } from "../../api";

/** Of the page's text, in CSS pixels; the letters that a line of it has room for where it is 716 wide. */
const text = { width: 716, line: 22, letters: 94, between: 10 } as const;
/** Above and below a step, and between its parts. */
const around = 16;
const gap = 10;
const inset = 36;
const caption = 26;
const role = 20;
const pageBreak = 34;
/** Of a callout with one line, of the other parts with one line. */
const callout = 57;
const part = 19;

/** What its record does not tell. */
export interface Shown {
  /** Of the text of a step that is no sub-step; CSS pixels. */
  width: number;
  /** Somebody else does it than the step before. */
  headed: boolean;
}

export function estimate(
  step: Step,
  figures: readonly Figure[],
  assets: ReadonlyMap<string, Asset>,
  shown: Shown,
): number {
  const width = shown.width - step.depth * inset;
  const lines = (markdown: string) =>
    markdown
      .split("\n")
      .filter((line) => line.trim())
      .reduce((sum, line) => sum + Math.ceil((line.length * text.width) / (text.letters * width)), 0);
  const blocks = step.text.trim().split(/\n\s*\n/).length;
  const parts = [
    Math.max(1, lines(step.text)) * text.line + (blocks - 1) * text.between,
    ...figures.map((figure) => pictureHeight(figure, assets, width) + (figure.caption ? caption : 0)),
    ...[step.expected, step.why].filter((each) => each.trim()).map((each) => lines(each) * part),
    ...step.callouts.map((each) => callout + Math.max(0, lines(each.text) - 1) * part),
    ...(step.link ? [30] : []),
    ...(step.recording ? [30] : []),
  ];
  const above = (shown.headed ? role : 0) + (step.page_break ? pageBreak : 0);
  return around + above + parts.reduce((sum, height) => sum + height, 0) + (parts.length - 1) * gap;
}

function pictureHeight({ asset, crop }: Figure, assets: ReadonlyMap<string, Asset>, most: number): number {
  const known = assets.get(asset) ?? { width: 1432, height: 806 };
  const width = known.width * (crop?.width ?? 1);
  const height = known.height * (crop?.height ?? 1);
  return (Math.min(most, width) * height) / width;
}
