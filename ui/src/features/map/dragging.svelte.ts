/** Nodes on their way under the pointer: drawn to the grid and to their neighbours, then dropped, put into a
 *  connection, or left behind as copies. */
import type { NodeId, Point, Rect } from "../../api";
import { newId } from "../../state/ids";
import { between, clipFrom } from "./acting";
import { rectOf, type FlowNode } from "./adapter";
import type { MapEditing } from "./editing.svelte";
import { duplicateAll, insertWithRoom } from "./model/changes";
import { copies } from "./model/clipboard";
import { insertionAt } from "./model/gestures";
import { around, snap, type Guide } from "./model/guides";
import { touches } from "./model/places";
import { putBetween } from "./model/room";

/** CSS pixels that the pointer has to move before a press is a drag. */
const threshold = 3;
/** CSS pixels within which lines draw together. */
const near = 6;

export class Dragging {
  guides = $state.raw<readonly Guide[]>([]);
  /** The connection that the node would be put into if it were dropped now. */
  into = $state<string | null>(null);
  /** Where the originals stay while copies are dragged off. */
  ghosts = $state.raw<readonly Rect[]>([]);
  /** Alt is held: no grid, no guides. */
  free = false;

  #ids: ReadonlySet<NodeId> = new Set();
  #starts = new Map<NodeId, Rect>();
  #cloning = false;
  #pressed: Point = { x: 0, y: 0 };
  #begun = false;

  constructor(private readonly map: MapEditing) {}

  get active(): boolean {
    return this.#ids.size > 0;
  }
  moves(id: NodeId): boolean {
    return this.#ids.has(id);
  }

  /** At the press; it is a drag once the pointer has moved. */
  start(nodes: readonly FlowNode[], pressed: Point, cloning: boolean): void {
    this.#pressed = pressed;
    this.#begun = false;
    this.#ids = new Set(nodes.map((node) => node.id));
    this.#starts = new Map(this.map.boxesOf([...this.#ids]).map(({ id, rect }) => [id, rect]));
    this.#cloning = cloning;
  }

  /** The nodes as Svelte Flow would draw them, with the dragged ones drawn to their places. */
  adjusted(nodes: FlowNode[]): FlowNode[] {
    if (!this.active) return nodes;
    const moving = nodes.filter((node) => this.#ids.has(node.id)).map(rectOf);
    if (moving.length === 0) return nodes;
    if (!this.#begun && !this.#begin()) return this.#atStart(nodes);
    const within = near / this.map.view.viewport.zoom;
    const { by, guides } = this.free
      ? { by: { x: 0, y: 0 }, guides: [] }
      : snap(around(moving), this.#othersInSight(), within);
    this.guides = guides;
    const adjusted = nodes.map((node) =>
      this.#ids.has(node.id)
        ? { ...node, position: { x: node.position.x + by.x, y: node.position.y + by.y } }
        : node,
    );
    this.into = this.#insertion(adjusted);
    return adjusted;
  }

  stop(): void {
    const ids = [...this.#ids];
    const boxes = this.map.boxesOf(ids);
    const into = this.into;
    const starts = this.#starts;
    const cloning = this.#cloning;
    this.#ids = new Set();
    this.guides = [];
    this.ghosts = [];
    this.into = null;
    const moved = boxes.some(({ id, rect }) => rect.x !== starts.get(id)?.x || rect.y !== starts.get(id)?.y);
    if (!moved) return this.map.letGo(ids);
    if (cloning) return void this.#clone(ids, boxes[0]!.rect, starts);
    const moves = boxes.map(({ id, rect }) => ({ id, x: rect.x, y: rect.y }));
    const node = ids.length === 1 ? this.map.open.nodes.get(ids[0]!) : undefined;
    if (into && node) {
      const put = putBetween(boxes[0]!, between(this.map, into));
      const own = { id: node.id, ...put.at };
      const insert = insertWithRoom({ ...node, ...put.at }, into, newId(), put.moves);
      void this.map.place([own, ...put.moves], insert);
    } else {
      void this.map.place(moves, { edit: "move_nodes", moves });
    }
  }

  async #clone(ids: readonly NodeId[], first: Rect, starts: ReadonlyMap<NodeId, Rect>) {
    const { map } = this;
    const [dx, dy] = [first.x - starts.get(ids[0]!)!.x, first.y - starts.get(ids[0]!)!.y];
    map.nodes = this.#atStart(map.nodes);
    map.letGo(ids);
    const made = copies(clipFrom(map, ids), map.process, dx, dy, newId);
    if (await map.send(duplicateAll(made))) map.choose({ nodes: made.nodes.map(({ id }) => id) });
  }

  #begin(): boolean {
    const { x, y } = this.map.pointer ?? this.#pressed;
    this.#begun = Math.hypot(x - this.#pressed.x, y - this.#pressed.y) > threshold;
    if (this.#begun) {
      this.map.hold(this.#ids);
      this.ghosts = this.#cloning ? [...this.#starts.values()] : [];
    }
    return this.#begun;
  }

  #atStart(nodes: FlowNode[]): FlowNode[] {
    return nodes.map((node) => {
      const start = this.#starts.get(node.id);
      return start ? { ...node, position: { x: start.x, y: start.y } } : node;
    });
  }

  #insertion(nodes: readonly FlowNode[]): string | null {
    const view = this.map.open.map;
    if (this.#ids.size !== 1 || this.#cloning || this.free || !view) return null;
    const node = nodes.find(({ id }) => this.#ids.has(id));
    if (!node || node.data.shown.kind === "note") return null;
    return insertionAt({ id: node.id, rect: rectOf(node) }, view.connections, this.map.open.connections);
  }

  /** The rectangles that what is dragged draws to. */
  #othersInSight(): Rect[] {
    const { seen } = this.map.view;
    const others = this.map.sight.nodes.filter((node) => !this.#ids.has(node.id) && !node.hidden);
    return others.map(rectOf).filter((rect) => touches(rect, seen));
  }
}
