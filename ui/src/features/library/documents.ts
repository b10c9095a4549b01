/** What can be done with a document as a whole. Each says what it did and offers to take it back. */
import {
  api,
  type Document,
  type DocumentContent,
  type DocumentId,
  type DocumentKind,
  type DocumentRow,
  type Edit,
} from "../../api";
import { m } from "../../i18n";
import { titleOr } from "../../i18n/words";
import { newId } from "../../state/ids";
import { library } from "../../state/library.svelte";
import { navigation } from "../../state/session.svelte";
import { tellEdit } from "../../state/toasts";

const untitled: Record<DocumentKind, () => string> = {
  policy: m.library_untitled_policy,
  process: m.library_untitled_process,
  procedure: m.library_untitled_procedure,
  sop: m.library_untitled_sop,
  instruction: m.library_untitled_instruction,
};

export const goTo = (id: DocumentId) => navigation.go({ view: "document", id });

/** Makes a document, below another one where it is given, and goes there. Null where it was refused. */
export async function createDocument(kind: DocumentKind, under?: DocumentRow): Promise<DocumentId | null> {
  const id = newId();
  const create = { edit: "create_document", id, kind, title: untitled[kind]() } as const;
  const edit =
    under?.kind === "process"
      ? library.edit({ ...create, covers: [{ process: under.id, extent: { kind: "nodes", nodes: [] } }] })
      : under
        ? library.edit({
            edit: "together",
            label: "new_below",
            edits: [{ ...create, covers: [] }, await references(under.id, id)],
          })
        : library.edit({ ...create, covers: [] });
  if (!(await edit)) return null;
  goTo(id);
  return id;
}

export const rename = (id: DocumentId, title: string) =>
  library.edit({ edit: "update_document", id, change: { field: "title", value: title } });

export async function moveToTrash(row: DocumentRow): Promise<void> {
  const users = library.usedBy(row.id).length;
  const title = titleOr(row.title);
  if (!(await library.edit({ edit: "trash_documents", ids: [row.id] }))) return;
  tellEdit(users ? m.library_trashed_used({ title, count: users }) : m.library_trashed({ title }));
}

/** Puts a document beside another one in the tree's order, which is one order for all. */
export function moveBeside(id: DocumentId, target: DocumentId, place: "before" | "after") {
  const order = [...library.documents.values()]
    .filter((row) => row.id !== id)
    .sort((a, b) => a.position - b.position || a.number - b.number);
  const at = order.findIndex((row) => row.id === target);
  const after = place === "after" ? target : (order[at - 1]?.id ?? null);
  return { edit: "move_document", id, after } as const;
}

/** How one document is put below another; null where that makes no sense. */
export function relation(
  row: DocumentRow,
  parent: DocumentRow,
): "covers" | "references" | "governed_by" | null {
  if (parent.kind === "policy") return row.kind === "policy" ? null : "governed_by";
  if (row.kind === "policy" || row.kind === "process") return null;
  if (parent.kind === "process") return "covers";
  return row.kind === "instruction" && parent.kind !== "instruction" ? "references" : null;
}

/** Puts `row` below `parent`, and beside a sibling where one is given: one change. */
export async function relink(
  row: DocumentRow,
  parent: DocumentRow,
  beside?: { target: DocumentId; place: "before" | "after" },
): Promise<void> {
  const how = relation(row, parent);
  if (!how) return;
  const link =
    how === "references" ? await references(parent.id, row.id) : await upwards(row.id, parent.id, how);
  const edits = beside ? [link, moveBeside(row.id, beside.target, beside.place)] : [link];
  const changed = await library.edit(
    edits.length > 1 ? { edit: "together", label: "move_document", edits } : link,
  );
  if (!changed) return;
  const names = { title: titleOr(row.title), parent: titleOr(parent.title) };
  tellEdit(
    {
      covers: m.library_covers_now,
      references: m.library_references_now,
      governed_by: m.library_governed_now,
    }[how](names),
  );
}

/** A copy with everything inside it, beside the original. */
export async function duplicate(row: DocumentRow): Promise<void> {
  const { content } = await api.read({ query: "document", id: row.id });
  const copy = copied(content, m.library_copy_of({ title: titleOr(row.title) }));
  const edits: Edit[] = [
    { edit: "insert", draft: { roles: [], tools: [], documents: [copy], packs: [] } },
    { edit: "move_document", id: copy.document.id, after: row.id },
  ];
  if (!(await library.edit({ edit: "together", label: "duplicate_document", edits }))) return;
  goTo(copy.document.id);
  tellEdit(m.library_duplicated({ title: copy.document.title }));
}

/** The same content under new ids; links to other documents stay, links to itself follow it. */
export function copied(content: DocumentContent, title: string): DocumentContent {
  const ids = new Map<string, string>();
  const { document, lanes, nodes, connections, steps, figures } = content;
  const own = [document, ...lanes, ...nodes, ...connections, ...steps, ...figures];
  for (const { id } of [...own, ...figures.flatMap(({ shapes }) => shapes)]) ids.set(id, newId());
  const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
  const text = JSON.stringify(content).replace(uuid, (id) => ids.get(id) ?? id);
  const copy = JSON.parse(text) as DocumentContent;
  return { ...copy, document: { ...copy.document, title, status: "draft" } };
}

async function documentOf(id: DocumentId): Promise<Document> {
  const shown = library.shown(id);
  return shown ? shown.document : (await api.read({ query: "document", id })).content.document;
}

async function references(from: DocumentId, to: DocumentId) {
  const { references } = await documentOf(from);
  const value = references.includes(to) ? references : [...references, to];
  return { edit: "update_document", id: from, change: { field: "references", value } } as const;
}

async function upwards(id: DocumentId, parent: DocumentId, how: "covers" | "governed_by") {
  const { covers, governed_by } = await documentOf(id);
  if (how === "governed_by") {
    const value = governed_by.includes(parent) ? governed_by : [...governed_by, parent];
    return { edit: "update_document", id, change: { field: "governed_by", value } } as const;
  }
  const known = covers.some(({ process }) => process === parent);
  const whole = { process: parent, extent: { kind: "nodes", nodes: [] } } as const;
  const value = known ? covers : [...covers, { ...whole, extent: { ...whole.extent, nodes: [] } }];
  return { edit: "update_document", id, change: { field: "covers", value } } as const;
}
