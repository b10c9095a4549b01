/** What the map editor shows and what is chosen in it. The records belong to the mirror and the geometry to
 *  the core; here is only what stands between them and the canvas. */
import { tick, untrack } from "svelte";
import type { ConnectionId, Edit, LaneId, LaneView, NodeId, NodeKind, Point, Rect } from "../../api";
import { library, type Ahead, type OpenDocument } from "../../state/library.svelte";
import {
  flowEdges,
  flowNodes,
  rectOf,
  shownConnections,
  shownNodes,
  type FlowEdge,
  type FlowNode,
  type ShownConnection,
  type ShownNode,
} from "./adapter";
import { Bending } from "./bending.svelte";
import { Connecting } from "./connecting.svelte";
import { Dragging } from "./dragging.svelte";
import { Finding } from "./finding.svelte";
import { Labelling } from "./labelling.svelte";
import { Offering } from "./offering.svelte";
import { LaneWork } from "./lanework.svelte";
import { bendsMoved } from "./model/bends";
import { together } from "./model/changes";
import type { Box } from "./model/gestures";
import { outline, type Outline } from "./model/outline";
import { inside } from "./model/places";
import { chosenRoute, type Route } from "./route.svelte";
import { Sight } from "./sight.svelte";
import { Viewing } from "./viewing.svelte";

export interface Choice {
  nodes?: readonly NodeId[];
  connections?: readonly ConnectionId[];
  lane?: LaneId | null;
}

/** Map pixels around a node in which the pointer is still on it: its handles stand out so far. */
const reach = 11;
/** Milliseconds in which nodes glide to where tidy has put them. */
const settling = 180;

export class MapEditing {
  nodes = $state.raw<FlowNode[]>([]);
  edges = $state.raw<FlowEdge[]>([]);
  lane = $state<LaneId | null>(null);
  hovered = $state<NodeId | null>(null);
  /** Being moved, or moved and not confirmed yet: their places are ours for the moment. */
  held = $state.raw<ReadonlySet<NodeId>>(new Set());
  settling = $state(false);
  /** Where the pointer is over the canvas, in the window's pixels. */
  pointer: Point | null = null;
  /** What a press on the empty canvas makes; null chooses. */
  tool = $state<NodeKind | null>(null);

  readonly view = new Viewing();
  readonly sight = new Sight(this);
  readonly label = new Labelling(this);
  readonly offering = new Offering(this);
  readonly dragging = new Dragging(this);
  readonly connecting = new Connecting(this);
  readonly bending = new Bending(this);
  readonly finding = new Finding(this);
  readonly lanework = new LaneWork(this);

  // The same list as long as the same are chosen, so that a drag does not tell the inspector anew each frame.
  readonly chosenNodes: readonly NodeId[] = $derived.by(
    () => (this.#chosenNodes = chosenIds(this.nodes, this.#chosenNodes)),
  );
  readonly chosenConnections: readonly ConnectionId[] = $derived.by(
    () => (this.#chosenConnections = chosenIds(this.edges, this.#chosenConnections)),
  );
  /** What Tab reaches: the chosen node, else the first of the flow. */
  readonly stop = $derived(this.chosenNodes[0] ?? this.nodes[0]?.id ?? null);

  /** The path that is drawn in the route's colour, while the rest recedes. */
  readonly route: Route | null = $derived.by(() => chosenRoute.of(this.process));

  readonly outline: Outline = $derived.by(() =>
    outline(this.#open().nodes.values(), this.#open().connections.values()),
  );

  // Apart from what is held: a gesture begins and ends without looking at every record.
  readonly #shown: readonly ShownNode[] = $derived.by(() =>
    shownNodes(this.#open().map, this.#open().nodes, this.outline.numbers),
  );
  readonly #ways: readonly ShownConnection[] = $derived.by(() => {
    const byId = new Map(this.#shown.map((node) => [node.id, node]));
    return shownConnections(this.#open().map, this.#open().connections, byId);
  });

  readonly #open: () => OpenDocument;
  #chosenNodes: readonly NodeId[] = [];
  #chosenConnections: readonly ConnectionId[] = [];
  #bandBase: ReadonlySet<NodeId> | null = null;

  constructor(open: () => OpenDocument) {
    this.#open = open;
  }

  get open(): OpenDocument {
    return this.#open();
  }
  get process(): string {
    return this.open.document.id;
  }
  get lanes(): readonly LaneView[] {
    return this.open.map?.lanes ?? [];
  }
  get empty(): boolean {
    return this.nodes.length === 0 && this.lanes.length === 0;
  }

  /** Brings the canvas up to what the mirror holds. Run by an effect, and reads all that it depends on. */
  show(): void {
    const { order } = this.outline;
    const [shown, ways] = [this.#shown, this.#ways];
    const { held, route } = this;
    untrack(() => {
      this.nodes = flowNodes(shown, this.nodes, held, order);
      this.edges = flowEdges(ways, this.edges, route?.connections);
    });
    if (this.lane !== null && !this.open.lanes.has(this.lane)) this.lane = null;
  }

  /** What Svelte Flow makes of a gesture passes through here before it is drawn. */
  takeNodes(handed: FlowNode[]): void {
    const nodes = this.#withBandBase(this.dragging.adjusted(this.sight.allNodes(handed)));
    if (this.lane !== null && nodes.some((node) => node.selected)) this.lane = null;
    this.nodes = nodes;
  }
  takeEdges(handed: FlowEdge[]): void {
    const next = this.sight.allEdges(handed);
    // A rubber band chooses the connections between its nodes, not those that leave it.
    const chosen = this.#bandBase && new Set(this.chosenNodes);
    this.edges = chosen
      ? next.map((edge) => {
          const selected = chosen.has(edge.source) && chosen.has(edge.target);
          return edge.selected === selected ? edge : { ...edge, selected };
        })
      : next;
  }

  /** Forgets the node under the pointer where it is no longer there. */
  lookUnder(): void {
    if (this.hovered === null || this.held.size > 0) return;
    const rect = this.rect(this.hovered);
    const at = this.pointer && this.view.toMap(this.pointer);
    if (!rect || !at || !inside(at, grown(rect, reach))) this.hovered = null;
  }

  beginBand(base: readonly NodeId[]): void {
    this.#bandBase = new Set(base);
  }
  endBand(): void {
    this.#bandBase = null;
  }

  choose({ nodes = [], connections = [], lane = null }: Choice): void {
    const [chosenNodes, chosenConnections] = [new Set(nodes), new Set(connections)];
    this.nodes = this.nodes.map((node) => chosen(node, chosenNodes));
    this.edges = this.edges.map((edge) => chosen(edge, chosenConnections));
    this.lane = lane;
  }

  chooseAll(): void {
    this.choose({ nodes: this.nodes.map(({ id }) => id), connections: this.edges.map(({ id }) => id) });
  }

  laneTitle(id: NodeId): string {
    const lane = this.open.nodes.get(id)?.lane;
    return this.lanes.find((one) => one.id === lane)?.title ?? "";
  }

  rect(id: NodeId): Rect | null {
    const node = this.nodes.find((one) => one.id === id);
    return node ? rectOf(node) : null;
  }
  get boxes(): Box[] {
    return this.nodes.map((node) => ({ id: node.id, rect: rectOf(node) }));
  }
  boxesOf(ids: readonly NodeId[]): Box[] {
    const wanted = new Set(ids);
    return this.boxes.filter(({ id }) => wanted.has(id));
  }

  /** Whether it was kept. Where it was not, the mirror has said why, and what was shown ahead goes back. */
  async send(
    edit: Edit | (() => Edit),
    { focus, ahead }: { focus?: string; ahead?: Ahead } = {},
  ): Promise<boolean> {
    return (await library.edit(edit, focus, ahead)) !== null;
  }

  /** Draws nodes where they will be until the core has drawn them there. */
  async place(moves: readonly { id: NodeId; x: number; y: number }[], edit: Edit, focus?: string) {
    const places = new Map(moves.map((move) => [move.id, move]));
    this.hold(places.keys());
    this.nodes = this.nodes.map((node) => {
      const to = places.get(node.id);
      return to ? { ...node, position: { x: to.x, y: to.y } } : node;
    });
    const bends = bendsMoved(this.open.connections.values(), moves, (id) => this.open.nodes.get(id) ?? null);
    const all = bends.map(({ id, waypoints }): Edit => ({
      edit: "update_connection",
      id,
      change: { field: "waypoints", value: waypoints },
    }));
    const [label, edits] = edit.edit === "together" ? [edit.label, edit.edits] : [edit.edit, [edit]];
    const done = await this.send(together(label, [...edits, ...all]), focus === undefined ? {} : { focus });
    this.letGo(places.keys());
    return done;
  }

  hold(ids: Iterable<NodeId>): void {
    this.held = new Set([...this.held, ...ids]);
  }
  letGo(ids: Iterable<NodeId>): void {
    const gone = new Set([...ids].filter((id) => this.held.has(id)));
    if (gone.size === 0) return;
    this.held = new Set([...this.held].filter((id) => !gone.has(id) || this.dragging.moves(id)));
  }

  /** Gives a node the keyboard's focus, unless that is with another part of the window. */
  refocus(id: NodeId): void {
    const focus = () => {
      const { element } = this.view;
      const at = document.activeElement;
      if (!element || (at && at !== document.body && !element.contains(at))) return true;
      const node = element.querySelector<HTMLElement>(`[data-node="${CSS.escape(id)}"]`);
      node?.focus({ preventScroll: true });
      return node !== null;
    };
    void tick().then(() => {
      // On a large map a node is drawn only once the view has come to it.
      if (!focus()) setTimeout(focus, 2 * settling);
    });
  }

  /** For a moment, what moves glides. */
  settle(): void {
    this.settling = true;
    setTimeout(() => (this.settling = false), settling);
  }

  #withBandBase(nodes: FlowNode[]): FlowNode[] {
    const base = this.#bandBase;
    if (!base || base.size === 0) return nodes;
    return nodes.map((node) => (base.has(node.id) && !node.selected ? { ...node, selected: true } : node));
  }
}

const grown = ({ x, y, width, height }: Rect, by: number): Rect => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
});

function chosen<T extends { id: string; selected?: boolean }>(one: T, ids: ReadonlySet<string>): T {
  const selected = ids.has(one.id);
  return (one.selected ?? false) === selected ? one : { ...one, selected };
}

function chosenIds(
  all: readonly { id: string; selected?: boolean }[],
  before: readonly string[],
): readonly string[] {
  const ids = all.filter((one) => one.selected).map((one) => one.id);
  return ids.length === before.length && ids.every((id, at) => id === before[at]) ? before : ids;
}
