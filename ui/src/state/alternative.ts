/** A suggestion for what a picture shows, drawn from the words around it: its step's text, the tool, and what
 *  is written and numbered on it. A person reads it over. */
import type { Figure, Step } from "../api";
import { m } from "../i18n";
import { library, type OpenDocument } from "./library.svelte";

/** Characters of a step's text that are quoted. */
const most = 120;

/** The first sentence, without the marks of Markdown. */
export function firstSentence(markdown: string): string {
  const plain = markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/<[^>]*>/g, "")
    .replace(/^\s*(?:[-*+]|\d+[.)]|#{1,6}|>)\s+/gm, "")
    .replace(/\|/g, " ")
    .replace(/(\*\*|__|\*|_|`|~~|\+\+)(?=\S)(.*?\S)\1/g, "$2")
    .replace(/\\([\\`*_{}[\]()#+.!|~-])/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
  const sentence = /^.*?[.!?。](?=\s|$)/.exec(plain)?.[0] ?? plain;
  const whole = sentence.replace(/[.。]$/, "").trim();
  if (whole.length <= most) return whole;
  return `${whole.slice(0, most).replace(/\s+\S*$/, "")}…`;
}

/** Empty where there are no words to draw it from. */
export function suggestedAlt(
  figure: Pick<Figure, "shapes">,
  step: Pick<Step, "text"> | undefined,
  tool: string,
  numbers: ReadonlyMap<string, number>,
): string {
  const told = firstSentence(step?.text ?? "");
  const marks = figure.shapes.flatMap(({ id, form }) => {
    if (form.kind === "number") return numbers.has(id) ? [String(numbers.get(id))] : [];
    return form.kind === "text" && form.text.trim() ? [`“${form.text.trim().replace(/\s+/g, " ")}”`] : [];
  });
  const hidden = figure.shapes.filter(({ form }) => form.kind === "redaction").length;
  const subject = told
    ? tool
      ? m.figure_alt_at({ tool, step: told })
      : m.figure_alt_picture({ step: told })
    : tool
      ? m.figure_alt_tool({ tool })
      : "";
  if (!subject) return "";
  const more = [
    ...(marks.length ? [m.figure_alt_marked({ what: marks.join(", ") })] : []),
    ...(hidden ? [m.figure_alt_hidden({ count: hidden })] : []),
  ];
  return `${[subject, ...more].join("; ")}.`;
}

/** The suggestion for a picture of an open document. */
export function suggestedAltIn(
  open: OpenDocument,
  figure: Figure,
  numbers: ReadonlyMap<string, number>,
): string {
  const tool = library.tools.get(open.document.tool ?? "")?.name ?? "";
  return suggestedAlt(figure, open.stepsById.get(figure.step), tool, numbers);
}
