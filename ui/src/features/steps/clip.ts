/** Steps on the clipboard: as JSON for another document, as a numbered list for everything else. */
import type { DocumentId, Edit, Figure, Recording, Role, Step } from "../../api";
import { newId } from "../../state/ids";
import { escaped, fieldsOf, formsOf, type Forms } from "../../ui/clipboard";
import { plain } from "../../ui/markdown/tree";
import { read } from "../../ui/markdown/read";
import { deepest } from "./indenting";
import { depths, numbers } from "./numbering";
import { callouts, fileName } from "./words";

/** Of the JSON form; a custom type that only our own windows read. */
export const stepsType = "application/x-roadbook-steps";

/** Pictures are named and not carried: what leaves a library are burned pictures, and these are the originals. */
export interface Clip {
  steps: readonly Step[];
  figures: readonly Figure[];
  /** Those that the steps name, for a library that has others. */
  roles: readonly Pick<Role, "id" | "name">[];
}

/** Where the files of recordings are, by the step: the folders of this computer are on no clipboard. */
const places = new Map<string, Recording>();

type PasteSteps = Extract<Edit, { edit: "paste_steps" }>;

export function writeClip(clip: Clip): Forms {
  const counted = numbers(clip.steps);
  const deep = depths(clip.steps);
  const lines = clip.steps.flatMap((step, at) => linesOf(step, counted[at]!, "   ".repeat(deep[at]!)));
  const items = clip.steps.map((step) => `<li>${escaped(wordsOf(step.text).join(" "))}</li>`);
  const told = { ...clip, steps: clip.steps.map(withoutFolder) };
  return formsOf("steps", told, lines.join("\n"), "ol", items.join(""));
}

function withoutFolder(step: Step): Step {
  const { recording } = step;
  if (!recording?.file) return step;
  places.set(step.id, recording);
  return { ...step, recording: { ...recording, file: fileName(recording.file) } };
}

/** In the window that it was copied in, a recording is where it was; elsewhere its file has to be chosen again. */
function withFolder({ id, recording }: Step): Recording | null {
  const place = places.get(id);
  return place && recording?.file === fileName(place.file) ? place : recording;
}

/** What is on the clipboard, when it came from a document. Anything else, or anything damaged, is null. */
export function readClip(data: Pick<DataTransfer, "getData"> | null): Clip | null {
  if (!data) return null;
  const found = fieldsOf("steps", data.getData(stepsType), data.getData("text/html"));
  const { steps, figures, roles } = found ?? {};
  if (!Array.isArray(steps) || !steps.length || !steps.every(isStep)) return null;
  return {
    steps,
    figures: Array.isArray(figures) ? figures.filter(isFigure) : [],
    roles: Array.isArray(roles) ? roles.filter(isRole) : [],
  };
}

/** Copies with ids of their own, in this document, where a step is `depth` deep. */
export function pasteOf(clip: Clip, document: DocumentId, after: string | null, depth: number): PasteSteps {
  const least = Math.min(...clip.steps.map((step) => step.depth));
  const ids = new Map(clip.steps.map(({ id }) => [id, newId()]));
  return {
    edit: "paste_steps",
    document,
    after,
    steps: clip.steps.map((step) => ({
      ...step,
      id: ids.get(step.id)!,
      document,
      depth: Math.min(deepest, step.depth - least + depth),
      recording: withFolder(step),
    })),
    figures: clip.figures.flatMap((figure) => {
      const step = ids.get(figure.step);
      const shapes = figure.shapes.map((shape) => ({ ...shape, id: newId() }));
      return step ? [{ ...figure, id: newId(), step, shapes }] : [];
    }),
    roles: clip.roles.map(({ id, name }) => ({ id, name, description: "", person: "" })),
  };
}

function linesOf(step: Step, number: string, indent: string): string[] {
  const [first = "", ...rest] = wordsOf(step.text);
  const notes = step.callouts.flatMap(({ kind, text }) => {
    const words = wordsOf(text).join(" ");
    return words ? [`${callouts[kind].name()}: ${words}`] : [];
  });
  const mark = number.includes(".") ? number : `${number}.`;
  return [
    `${indent}${mark} ${first}`,
    ...[...rest, ...notes].map((line) => `${indent}${" ".repeat(mark.length + 1)}${line}`),
  ];
}

/** A line for each paragraph. */
const wordsOf = (markdown: string): string[] =>
  read(markdown)
    .map((block) => plain([block]).replace(/\s+/g, " ").trim())
    .filter(Boolean);

/** Enough that they can be sent; the core looks at them once more before they are kept. */
function isStep(value: unknown): value is Step {
  const step = value as Partial<Step> | null;
  return (
    typeof step?.id === "string" &&
    typeof step.text === "string" &&
    Number.isInteger(step.depth) &&
    Array.isArray(step.callouts)
  );
}

function isFigure(value: unknown): value is Figure {
  const figure = value as Partial<Figure> | null;
  return typeof figure?.step === "string" && typeof figure.asset === "string" && Array.isArray(figure.shapes);
}

function isRole(value: unknown): value is Pick<Role, "id" | "name"> {
  const role = value as Partial<Role> | null;
  return typeof role?.id === "string" && typeof role.name === "string";
}
