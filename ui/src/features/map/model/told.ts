/** Which documents tell a step, on which of the paths that it lies on. */
import type { CoverView, DocumentId, NodeId, PathsView, PathView } from "../../../api";

/** What one document tells of a step. */
export interface Teller {
  document: DocumentId;
  state: CoverView["documents"];
  stale: CoverView["stale"];
  /** It covers the step itself: wherever the path leads. */
  itself: boolean;
  /** The paths on which it tells it, its own first; none where that is gone. */
  paths: readonly PathView[];
}

/** In the order of the covers, each document once. */
export function tellersOf(node: NodeId, { paths, covers }: PathsView): Teller[] {
  const tellers = new Map<DocumentId, Teller>();
  for (const cover of covers) {
    if (!cover.nodes.includes(node)) continue;
    const { document, extent } = cover;
    const known = tellers.get(document);
    const along = paths
      .filter((path) => path.nodes.includes(node) && follows(cover, path))
      .sort((a, b) => Number(isOfPath(cover, b)) - Number(isOfPath(cover, a)));
    // Of several places the one that is out of date says why.
    const { state, stale } = known?.stale ? known : { state: cover.documents, stale: cover.stale };
    const itself = extent.kind === "nodes" || (known?.itself ?? false);
    const all = [...new Set([...(known?.paths ?? []), ...along])];
    tellers.set(document, { document, state, stale, itself, paths: all });
  }
  return [...tellers.values()];
}

/** The paths on which nobody tells the step though it is handed off. */
export const untoldOn = (node: NodeId, { paths }: PathsView): PathView[] =>
  paths.filter((path) => path.owed.includes(node));

/** Documents whose path is gone: what they cover has to be chosen anew. */
export const lost = ({ covers }: PathsView): CoverView[] =>
  covers.filter((cover) => cover.stale === "branch_gone");

export function follows({ extent }: CoverView, path: PathView): boolean {
  return extent.kind === "path" && extent.branches.every((branch) => path.branches.includes(branch));
}

/** The cover by which a document is the one of this very path. */
export const isOfPath = ({ extent }: Pick<CoverView, "extent">, path: PathView): boolean =>
  extent.kind === "path" &&
  extent.branches.length === path.branches.length &&
  extent.branches.every((branch) => path.branches.includes(branch));
