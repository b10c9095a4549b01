/** The way from a step to its documents: open them, write the one that is owed, link one that is there. */
import type { Cover, DocumentId, DocumentKind, NodeId, PathsView, PathView } from "../../api";
import { api } from "../../api";
import { newId } from "../../state/ids";
import { library, type OpenDocument } from "../../state/library.svelte";
import { navigation } from "../../state/session.svelte";
import type { MapEditing } from "./editing.svelte";
import { coverOf, sopForPath, stepsOf, type FirstStep } from "./model/pathsop";
import { isOfPath } from "./model/told";

export const open = (id: DocumentId) => navigation.go({ view: "document", id });

/** Its document; the one that it owes, where there is none yet. */
export async function openDocuments(map: MapEditing, id: NodeId): Promise<void> {
  const view = map.open.map?.nodes.find((node) => node.id === id);
  const opens = map.open.nodes.get(id)?.opens;
  const first = opens ?? view?.covered_by[0];
  if (first) open(first);
  else if (view?.documents === "owed") await writeDocument(map.open, id, "sop");
}

/** A new document that covers the step, called by its label; then goes there. */
export async function writeDocument(map: OpenDocument, node: NodeId, kind: DocumentKind): Promise<void> {
  const id = newId();
  const title = map.nodes.get(node)?.label.replace(/\s+/g, " ").trim() ?? "";
  const covers: Cover[] = [{ process: map.document.id, extent: { kind: "nodes", nodes: [node] } }];
  if (await library.edit({ edit: "create_document", id, kind, title, covers })) open(id);
}

/** A new SOP that covers the path, with a step for each that is handed off on it; then goes there. */
export async function writeSopForPath(map: OpenDocument, path: PathView, known: PathsView): Promise<void> {
  // What writes Markdown is large, and the map does without it until here.
  const { write } = await import("../../ui/markdown/write");
  const id = newId();
  const steps = stepsOf(path, map.nodes).map((node): FirstStep => {
    const label = node.label.replace(/\s+/g, " ").trim();
    return {
      id: newId(),
      text: write([{ type: "paragraph", inlines: [{ type: "text", text: label }] }]),
      role: (node.lane === null ? null : map.lanes.get(node.lane)?.role) ?? node.role,
      link: tellerOf(node.id, node.opens, known),
    };
  });
  if (await library.edit(sopForPath(id, map.document, path, steps))) open(id);
}

/** The document that tells this one step and no other. */
function tellerOf(node: NodeId, opens: DocumentId | null, { covers }: PathsView): DocumentId | null {
  const row = opens === null ? undefined : library.documents.get(opens);
  if (row && row.kind !== "process" && row.kind !== "policy") return row.id;
  const own = covers.find(({ extent }) => extent.kind === "nodes" && extent.nodes.join() === node);
  return own?.document ?? null;
}

/** Makes a document the one of this path. A path of it that is gone is given up for this one. */
export async function linkToPath(
  map: OpenDocument,
  path: PathView,
  document: DocumentId,
  known: PathsView,
): Promise<void> {
  const gone = known.covers.filter((cover) => cover.document === document && cover.stale === "branch_gone");
  const kept = (await coversOf(document)).filter(
    (cover) =>
      cover.process !== map.id ||
      !gone.some(({ extent }) => JSON.stringify(extent) === JSON.stringify(cover.extent)),
  );
  await setCovers(document, [...kept, coverOf(map.id, path)]);
}

/** Takes the path out of what a document covers; the document stays. */
export async function unlinkFromPath(map: OpenDocument, path: PathView, document: DocumentId): Promise<void> {
  const covers = await coversOf(document);
  await setCovers(
    document,
    covers.filter((cover) => cover.process !== map.id || !isOfPath(cover, path)),
  );
}

/** Adds the step to what a document covers. */
export async function linkDocument(map: OpenDocument, node: NodeId, document: DocumentId): Promise<void> {
  const covers = await coversOf(document);
  const process = map.document.id;
  const here = covers.find((cover) => cover.process === process && cover.extent.kind === "nodes");
  const nodes = here?.extent.kind === "nodes" ? here.extent.nodes : [];
  if (nodes.includes(node)) return;
  const cover: Cover = { process, extent: { kind: "nodes", nodes: [...nodes, node] } };
  await setCovers(document, here ? covers.map((one) => (one === here ? cover : one)) : [...covers, cover]);
}

/** Takes the step out of what a document covers; the document stays. */
export async function unlinkDocument(map: OpenDocument, node: NodeId, document: DocumentId): Promise<void> {
  const covers = (await coversOf(document)).flatMap((cover): Cover[] => {
    if (cover.process !== map.document.id || cover.extent.kind !== "nodes") return [cover];
    const nodes = cover.extent.nodes.filter((id) => id !== node);
    return nodes.length > 0 ? [{ ...cover, extent: { kind: "nodes", nodes } }] : [];
  });
  await setCovers(document, covers);
}

async function coversOf(document: DocumentId): Promise<Cover[]> {
  const shown = library.shown(document);
  if (shown) return shown.document.covers;
  return (await api.read({ query: "document", id: document })).content.document.covers;
}

const setCovers = (id: DocumentId, value: Cover[]) =>
  library.edit({ edit: "update_document", id, change: { field: "covers", value } });
