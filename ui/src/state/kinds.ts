/** Another kind for a document. What the new kind has no place for stays in the record, out of sight, and the
 *  person is told so. */
import type { Document, DocumentKind, DocumentRow } from "../api";
import { m } from "../i18n";
import { kindName, titleOr } from "../i18n/words";
import { library } from "./library.svelte";
import { tellEdit } from "./toasts";

type Field = "text" | "purpose" | "scope" | "quality" | "materials" | "definitions" | "starting_screen";
type Placed = Field | "finished_result" | "trigger" | "outcome" | "frequency" | "tool";

const written = ["text", "tool", "purpose", "scope", "quality", "materials", "definitions"] as const;

/** What each kind shows of them once it is filled in; the core has them all. */
const shown: Record<DocumentKind, readonly Placed[]> = {
  policy: ["text", "purpose"],
  process: ["text", "purpose", "trigger", "outcome", "frequency"],
  procedure: written,
  sop: written,
  instruction: [...written, "starting_screen", "finished_result"],
};

const names: Record<Placed, () => string> = {
  text: m.steps_intro,
  purpose: m.steps_purpose,
  scope: m.steps_scope,
  quality: m.steps_quality,
  materials: m.steps_materials,
  definitions: m.steps_definitions,
  starting_screen: m.steps_starting_screen,
  finished_result: m.steps_finished_result,
  trigger: m.map_trigger,
  outcome: m.map_outcome,
  frequency: m.map_frequency,
  tool: m.steps_tool,
};

/** The names of what is filled in and has no place in a document of this kind. */
export function outOfSight(document: Document, kind: DocumentKind): string[] {
  const filled = (field: Placed) => (document[field] ?? "").trim() !== "";
  return (Object.keys(names) as Placed[])
    .filter((field) => filled(field) && !shown[kind].includes(field))
    .map((field) => names[field]());
}

export async function changeKind(row: Pick<DocumentRow, "id" | "title">, kind: DocumentKind): Promise<void> {
  const edit = { edit: "update_document", id: row.id, change: { field: "kind", value: kind } } as const;
  if (!(await library.edit(edit))) return;
  const { document } = await library.open(row.id);
  const words = { title: titleOr(row.title), kind: kindName(kind) };
  const hidden = outOfSight(document, kind);
  const text = hidden.length
    ? m.library_kind_changed_hiding({ ...words, fields: hidden.join(", ") })
    : m.library_kind_changed(words);
  tellEdit(text);
}
