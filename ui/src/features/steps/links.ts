/** Documents to link to: found by what is typed, or made from it. */
import type { DocumentKind, DocumentRow } from "../../api";
import { m } from "../../i18n";
import { kindName, statusName, titleOr } from "../../i18n/words";
import { newId } from "../../state/ids";
import { library } from "../../state/library.svelte";
import { matchingChoices } from "../../ui/matching";
import type { Suggestion } from "../../ui/markdown/suggest";
import { numberOf } from "./words";

const most = 8;

/** "work instruction", but "SOP". */
const kindInText = (kind: DocumentKind) => (kind === "sop" ? kindName(kind) : kindName(kind).toLowerCase());

interface Wanted {
  /** Kinds that may be linked to from here. */
  kinds: readonly DocumentKind[];
  /** The kind that a new one is of. */
  create: DocumentKind;
  /** The document that links: it does not link to itself. */
  from: string;
}

export const stepTargets: readonly DocumentKind[] = ["instruction", "sop", "procedure"];
export const textTargets: readonly DocumentKind[] = ["instruction", "sop", "procedure", "process", "policy"];

export function suggestions(typed: string, { kinds, create, from }: Wanted): Suggestion[] {
  const rows = [...library.documents.values()].filter((row) => row.id !== from && kinds.includes(row.kind));
  const found = matchingChoices(
    rows.map((row) => ({ ...row, label: row.title })),
    typed,
  );
  // With nothing typed, what was changed last is likely meant.
  if (!typed.trim()) found.sort((a, b) => b.changed_at - a.changed_at);
  const offered: Suggestion[] = found.slice(0, most).map((row) => ({
    key: row.id,
    label: titleOr(row.title),
    kind: row.kind,
    hint: `${numberOf(row)} · ${statusName(row.status)}`,
  }));
  const title = typed.trim();
  if (title && !found.some((row) => row.title.toLowerCase() === title.toLowerCase())) {
    const label = m.steps_create_linked({ kind: kindInText(create), title });
    offered.push({ key: title, label, kind: create, create: true });
  }
  return offered;
}

/** The document that a suggestion means; a new one is made first. */
export async function chosen(suggestion: Suggestion): Promise<{ id: string; title: string } | null> {
  if (!suggestion.create) {
    const row: DocumentRow | undefined = library.documents.get(suggestion.key);
    return row ? { id: row.id, title: titleOr(row.title) } : null;
  }
  const id = newId();
  const kind = suggestion.kind as DocumentKind;
  const made = await library.edit({ edit: "create_document", id, kind, title: suggestion.key, covers: [] });
  return made && { id, title: suggestion.key };
}
