/** The path that is drawn on its map in the route's colour. The inspector chooses it and the canvas draws it,
 *  so it belongs to neither; it stays while one looks at a document of it and comes back. */
import type { ConnectionId, DocumentId, NodeId, PathsView, PathView } from "../../api";

export interface Route {
  path: PathView;
  nodes: ReadonlySet<NodeId>;
  connections: ReadonlySet<ConnectionId>;
}

/** A path is where it begins and the branches that it takes. */
export const pathKey = ({ branches, nodes }: PathView): string =>
  [...nodes.slice(0, 1), ...branches].join(" ");

class ChosenRoute {
  #process = $state<DocumentId | null>(null);
  #route = $state.raw<Route | null>(null);

  of(process: DocumentId): Route | null {
    return this.#process === process ? this.#route : null;
  }

  choose(process: DocumentId, path: PathView): void {
    this.#process = process;
    this.#route = { path, nodes: new Set(path.nodes), connections: new Set(path.connections) };
  }

  letGo(): void {
    this.#process = null;
    this.#route = null;
  }

  /** What the library says of the paths now: the chosen one is drawn as it is, or let go with its branch. */
  heard({ process, paths }: PathsView): void {
    const now = this.of(process);
    if (now === null) return;
    const key = pathKey(now.path);
    const path = paths.find((one) => pathKey(one) === key);
    if (path) this.choose(process, path);
    else this.letGo();
  }
}

export const chosenRoute = new ChosenRoute();
