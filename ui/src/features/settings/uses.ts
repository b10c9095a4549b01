/** Where roles and tools are named. The library keeps no list of it, so its documents are read for it. */
import { api, type DocumentId, type DocumentView } from "../../api";

/** Places by the id of a role or tool. */
export type Uses = ReadonlyMap<string, number>;

/** So many documents are asked for at once. */
const together = 8;

export async function countUses(documents: readonly DocumentId[], signal: AbortSignal): Promise<Uses> {
  const uses = new Map<string, number>();
  for (let at = 0; at < documents.length && !signal.aborted; at += together) {
    const views = await Promise.all(
      documents.slice(at, at + together).map((id) => api.read({ query: "document", id }).catch(() => null)),
    );
    for (const view of views) {
      for (const id of view ? named(view) : []) uses.set(id, (uses.get(id) ?? 0) + 1);
    }
  }
  return uses;
}

/** Once for each place. */
export function named({
  content: { document, lanes, nodes, steps },
}: Pick<DocumentView, "content">): string[] {
  const places = [
    document.owner,
    document.tool,
    ...lanes.map((lane) => lane.role),
    ...nodes.flatMap((node) => [node.role, node.tool]),
    ...steps.map((step) => step.role),
  ];
  return places.filter((id) => id !== null);
}
