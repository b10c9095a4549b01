/** How high a step will be when it is drawn, as far as its records tell. Nothing depends on its being right: a
 *  page whose steps are told too high or too low has a scroll bar that is a little off, until they are drawn. */
import type { Asset, Figure, Step } from "../../api";

/** Of the page's text, in CSS pixels; the letters that a line of it has room for. */
const text = { width: 716, line: 22.5, letters: 94 } as const;
/** Above and below a step, and between its parts. */
const around = 16;
const gap = 10;
const inset = 36;
const caption = 26;
/** Of a callout with one line, of the other parts with one line. */
const callout = 64;
const part = 21;

export function estimate(step: Step, figures: readonly Figure[], assets: ReadonlyMap<string, Asset>): number {
  const width = text.width - step.depth * inset;
  const lines = (markdown: string) =>
    markdown
      .split("\n")
      .reduce(
        (sum, line) => sum + Math.max(1, Math.ceil((line.length * text.width) / (text.letters * width))),
        0,
      );
  const parts = [
    lines(step.text) * text.line,
    ...figures.map((figure) => pictureHeight(figure, assets, width) + (figure.caption ? caption : 0)),
    ...[step.expected, step.why].filter((each) => each.trim()).map((each) => lines(each) * part),
    ...step.callouts.map((each) => callout + (lines(each.text) - 1) * part),
    ...(step.link ? [30] : []),
    ...(step.recording ? [30] : []),
  ];
  return around + parts.reduce((sum, height) => sum + height, 0) + (parts.length - 1) * gap;
}

function pictureHeight({ asset, crop }: Figure, assets: ReadonlyMap<string, Asset>, most: number): number {
  const known = assets.get(asset) ?? { width: 1432, height: 806 };
  const width = known.width * (crop?.width ?? 1);
  const height = known.height * (crop?.height ?? 1);
  return (Math.min(most, width) * height) / width;
}
