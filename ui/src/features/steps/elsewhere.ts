/** Steps that go to another document: moved, copied, or taken out into a new instruction that the place they
 *  leave links to. Each is one edit. */
import type { DocumentId, DocumentKind, Edit, NewStep, Step } from "../../api";
import { m } from "../../i18n";
import { titleOr } from "../../i18n/words";
import { firstSentence } from "../../state/alternative";
import { newId } from "../../state/ids";
import { library } from "../../state/library.svelte";
import { session } from "../../state/session.svelte";
import { tellEdit } from "../../state/toasts";
import { pasteOf } from "./clip";
import type { StepsEditing } from "./editing.svelte";

/** How steps leave a document. */
export type Way = "move" | "copy" | "extract";

/** Kinds that have steps. */
export const homes: readonly DocumentKind[] = ["instruction", "sop", "procedure"];

/** To the end of another document, with what is below them. */
export async function send(
  editing: StepsEditing,
  way: "move" | "copy",
  ids: readonly string[],
  target: DocumentId,
): Promise<void> {
  const steps = editing.withFamilies(ids);
  if (!steps.length) return;
  const after = (await library.open(target)).steps.at(-1)?.id ?? null;
  const told = way === "move" ? moved(steps, target, after) : copied(editing, ids, target, after);
  if (way === "move") leave(editing, steps);
  if (!(await library.edit(told))) return;
  const title = titleOr(library.documents.get(target)?.title ?? "");
  const words = { count: steps.length, title };
  say(way === "move" ? m.steps_moved_to(words) : m.steps_copied_to(words));
}

/** The steps make a new instruction, and one step that links to it stays in their place. */
export async function extract(editing: StepsEditing, ids: readonly string[], title: string): Promise<void> {
  const steps = editing.withFamilies(ids);
  const first = steps[0];
  if (!first) return;
  const { open } = editing;
  const made = newId();
  const depth = Math.min(...steps.map((step) => step.depth));
  const at = editing.steps.indexOf(first);
  const stays: NewStep = { id: newId(), text: title, depth, link: made };
  const before = editing.steps[at - 1]?.id ?? null;
  const { tool } = open.document;
  const edits: Edit[] = [
    { edit: "create_document", id: made, kind: "instruction", title, covers: [] },
    ...(tool ? [{ edit: "update_document", id: made, change: { field: "tool", value: tool } } as const] : []),
    { edit: "add_steps", document: open.id, after: before, steps: [stays] },
    { edit: "move_steps", ids: steps.map(({ id }) => id), document: made, after: null },
    ...unnested(steps, depth),
  ];
  if (!(await library.edit({ edit: "together", label: "extract_steps", edits }))) return;
  session.select("step", [stays.id]);
  editing.focusNumber(stays.id);
  say(m.steps_extracted({ count: steps.length, title: titleOr(title) }));
}

/** What the new instruction may be called: what the steps are below, or what the first one says. */
export function titleOf(editing: StepsEditing, ids: readonly string[]): string {
  const first = editing.withFamilies(ids)[0];
  if (!first) return "";
  const at = editing.steps.indexOf(first);
  const above = editing.steps.slice(0, at).findLast((step) => step.depth < first.depth);
  return firstSentence((above ?? first).text);
}

function moved(steps: readonly Step[], document: DocumentId, after: string | null): Edit {
  const ids = steps.map(({ id }) => id);
  const move = { edit: "move_steps", ids, document, after } as const;
  const out = unnested(steps, Math.min(...steps.map((step) => step.depth)));
  return out.length ? { edit: "together", label: "move_steps", edits: [move, ...out] } : move;
}

function copied(
  editing: StepsEditing,
  ids: readonly string[],
  document: DocumentId,
  after: string | null,
): Edit {
  const paste = pasteOf(editing.clip(ids), document, after, 0);
  return { edit: "together", label: "copy_steps", edits: [paste] };
}

/** Sub-steps without what they were below become steps. */
const unnested = (steps: readonly Step[], least: number): Edit[] =>
  least === 0
    ? []
    : steps.map(({ id, depth }) => ({
        edit: "update_step",
        id,
        change: { field: "depth", value: depth - least },
      }));

/** The next step is chosen in the place of those that go. */
function leave(editing: StepsEditing, steps: readonly Step[]): void {
  const going = new Set(steps.map(({ id }) => id));
  const at = editing.steps.findIndex(({ id }) => going.has(id));
  const next = editing.steps.find(({ id }, place) => place > at && !going.has(id)) ?? editing.steps[at - 1];
  if (next) {
    session.select("step", [next.id]);
    editing.focusNumber(next.id);
  } else session.clear();
}

const say = (text: string) => tellEdit(text);
