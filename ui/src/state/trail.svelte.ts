/** The way down to the open document: map > SOP > instruction. A document may stand below several others, so
 *  the way that was taken counts, and where none was, the first one there is. */
import type { DocumentId, DocumentRow } from "../api";
import { library } from "./library.svelte";
import { session } from "./session.svelte";

/** A way is never longer, whatever the links say. */
const longest = 12;

type Row = Pick<DocumentRow, "id" | "kind">;

/** From the top down to a document. `taken` is the way that was shown last. */
export function wayTo(
  document: Row,
  taken: readonly DocumentId[],
  parents: (id: DocumentId) => readonly Row[],
): DocumentId[] {
  const way = [document];
  while (way.length < longest) {
    const here = way[0]!;
    // A policy governs and holds nothing below it.
    const above = parents(here.id).filter(
      (row) => row.kind !== "policy" && !way.some(({ id }) => id === row.id),
    );
    const chosen =
      above.find(({ id }) => follows(taken, id, here.id)) ??
      above.find(({ id }) => taken.includes(id)) ??
      // A process stands by itself, and below another one only for those who come from there.
      (here.kind === "process" ? undefined : above[0]);
    if (!chosen) break;
    way.unshift(chosen);
  }
  return way.map(({ id }) => id);
}

/** Whether the way that was taken led from one to the other. */
function follows(taken: readonly DocumentId[], from: DocumentId, to: DocumentId): boolean {
  const at = taken.indexOf(from);
  return at >= 0 && taken[at + 1] === to;
}

export class Trail {
  #taken = $state.raw<readonly DocumentId[]>([]);

  /** Ids from the top down to the open document; empty where none is open. */
  readonly way: readonly DocumentId[] = $derived.by(() => {
    const row = library.documents.get(session.document ?? "");
    return row ? wayTo(row, this.#taken, (id) => library.parents(id)) : [];
  });

  /** The person goes this very way: a row of the tree, a part of the trail. */
  take(way: readonly DocumentId[]): void {
    if (way.join() !== this.#taken.join()) this.#taken = way;
  }
}

export const trail = new Trail();
