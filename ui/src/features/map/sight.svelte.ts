/** What of the map is handed to Svelte Flow: all of a small one; of a large one what is near the visible part.
 *  Svelte Flow would leave out what is not seen by itself, but it takes a connection for the rectangle of its
 *  two nodes, whatever its route, and looks at everything anew in each frame of a pan. */
import { untrack } from "svelte";
import type { NodeId, Rect } from "../../api";
import { rectOf, type FlowEdge, type FlowNode, type ShownConnection } from "./adapter";
import type { MapEditing } from "./editing.svelte";
import { areaAround, boundsOfRoute, inArea } from "./model/insight";

/** From so many nodes on, leaving out what is not seen costs less than having it: WebKit visits each part of
 *  the page that lies over another one, seen or not, in each frame. */
const many = 60;
/** CSS pixels around the visible part in which things are there before they come into sight. */
const margin = 120;
/** Nodes that are put into the page in one frame where they are missed, and where they will be; as few are taken
 *  out of it. */
const some = 16;
const few = 4;

export class Sight {
  readonly #large = $derived.by(() => this.map.nodes.length > many);
  /** Null: everywhere. */
  readonly #area: Rect | null = $derived.by(() => {
    if (!this.#large) return (this.#before = null);
    const { seen, viewport, moving } = this.map.view;
    return (this.#before = areaAround(seen, this.#before, margin / viewport.zoom, moving));
  });
  /** With those that are drawn, in the map's order, those that are only chosen: what is done to all that is
   *  chosen is done to them too. */
  readonly edges: FlowEdge[] = $derived.by(() => {
    const area = this.#area;
    const { edges, held } = this.map;
    if (!area) return edges;
    const drawn = (edge: FlowEdge) =>
      held.has(edge.source) || held.has(edge.target) || inArea(this.#boundsOf(edge.data!.shown), area);
    return edges.flatMap((edge) =>
      drawn(edge) ? edge : edge.selected ? this.#hiddenEdges.hidden(edge) : [],
    );
  });
  readonly nodes: FlowNode[] = $derived.by(() => {
    const area = this.#area;
    const { nodes } = this.map;
    if (!area) return nodes;
    void this.#turn;
    const ends = this.#ends;
    const wanted = nodes.filter((node) => ends.has(node.id) || inArea(rectOf(node), area));
    const there = untrack(() => this.#put(wanted));
    return nodes.flatMap((node) =>
      there.has(node.id) ? node : node.selected ? this.#hiddenNodes.hidden(node) : [],
    );
  });
  readonly #ends: ReadonlySet<string> = $derived.by(
    () => new Set(this.edges.flatMap((edge) => (edge.hidden ? [] : [edge.source, edge.target]))),
  );

  #before: Rect | null = null;
  /** The nodes that are in the page. */
  #there = new Set<NodeId>();
  #turn = $state(0);
  #comes = false;
  #more = false;
  readonly #bounds = new WeakMap<ShownConnection, Rect>();
  readonly #hiddenNodes = new Hidden<FlowNode>();
  readonly #hiddenEdges = new Hidden<FlowEdge>();

  constructor(private readonly map: Pick<MapEditing, "nodes" | "edges" | "held" | "view">) {}

  /** All nodes, with what Svelte Flow has made of those that it was handed. */
  allNodes(handed: readonly FlowNode[]): FlowNode[] {
    return this.#area ? this.#hiddenNodes.merged(this.map.nodes, handed) : [...handed];
  }
  allEdges(handed: readonly FlowEdge[]): FlowEdge[] {
    return this.#area ? this.#hiddenEdges.merged(this.map.edges, handed) : [...handed];
  }

  /** The nodes to be in the page now, of those that are wanted there: at first what is seen, then a few more in
   *  each frame, and a few less, so that no frame has to wait for many. */
  #put(wanted: readonly FlowNode[]): ReadonlySet<NodeId> {
    const { seen } = this.map.view;
    const before = this.#there;
    const ids = new Set(wanted.map(({ id }) => id));
    const left = [...before].filter((id) => !ids.has(id));
    const missing = wanted.filter(({ id }) => !before.has(id));
    if (left.length === 0 && missing.length === 0) return before;
    const inSight = missing.filter((node) => inArea(rectOf(node), seen));
    const begins = before.size === 0 && inSight.length > 0;
    if (this.#comes && !begins) {
      this.#more = true;
      return before;
    }
    const next = begins ? inSight : inSight.length > 0 ? inSight.slice(0, some) : missing.slice(0, few);
    this.#there = new Set([...ids].filter((id) => before.has(id)));
    for (const { id } of next) this.#there.add(id);
    for (const id of left.slice(few)) this.#there.add(id);
    this.#soon(next.length < missing.length || left.length > few);
    return this.#there;
  }

  /** The next ones come in the next frame, whatever else asks for the nodes in this one. */
  #soon(more: boolean): void {
    this.#more = more;
    this.#comes = true;
    requestAnimationFrame(() => {
      this.#comes = false;
      if (this.#more) this.#turn++;
    });
  }

  #boundsOf(shown: ShownConnection): Rect {
    const known = this.#bounds.get(shown);
    if (known) return known;
    const bounds = boundsOfRoute(shown.points, shown.labelAt, [shown.sourceRect, shown.targetRect]);
    this.#bounds.set(shown, bounds);
    return bounds;
  }
}

/** What is handed over without being drawn. */
class Hidden<T extends FlowNode | FlowEdge> {
  readonly #copies = new WeakMap<T, T>();
  readonly #originals = new WeakMap<T, T>();

  /** The same copy for the same object, so that nothing seems to have changed. */
  hidden(one: T): T {
    const known = this.#copies.get(one);
    if (known) return known;
    const copy = { ...one, hidden: true };
    this.#copies.set(one, copy);
    this.#originals.set(copy, one);
    return copy;
  }

  merged(all: readonly T[], handed: readonly T[]): T[] {
    const changed = new Map(handed.map((one) => [one.id, one]));
    return all.map((one) => {
      const now = changed.get(one.id);
      return now ? this.#shown(now) : one;
    });
  }

  #shown(one: T): T {
    return this.#originals.get(one) ?? (one.hidden ? { ...one, hidden: false } : one);
  }
}
