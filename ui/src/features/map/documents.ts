/** The way from a step to its documents: open them, write the one that is owed, link one that is there. */
import type { Cover, DocumentId, DocumentKind, NodeId } from "../../api";
import { api } from "../../api";
import { newId } from "../../state/ids";
import { library, type OpenDocument } from "../../state/library.svelte";
import { navigation } from "../../state/session.svelte";
import type { MapEditing } from "./editing.svelte";

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

/** Whether the document covers this very step, and not only a path that runs through it. */
export async function coversStep(process: DocumentId, node: NodeId, document: DocumentId): Promise<boolean> {
  return (await coversOf(document)).some(
    ({ process: of, extent }) => of === process && extent.kind === "nodes" && extent.nodes.includes(node),
  );
}

async function coversOf(document: DocumentId): Promise<Cover[]> {
  const shown = library.shown(document);
  if (shown) return shown.document.covers;
  return (await api.read({ query: "document", id: document })).content.document.covers;
}

const setCovers = (id: DocumentId, value: Cover[]) =>
  library.edit({ edit: "update_document", id, change: { field: "covers", value } });
