/** A search inside the map: its hits, the one that is looked at, and the way back to where one was. */
import type { ConnectionId, NodeId, Rect } from "../../api";
import { library } from "../../state/library.svelte";
import type { Viewport } from "./adapter";
import type { Choice, MapEditing } from "./editing.svelte";
import { hits, type Hit } from "./model/finding";
import { around } from "./model/guides";

export class Finding {
  open = $state(false);
  text = $state("");
  #at = $state(-1);
  /** How the map lay, and what was chosen, before the search began. */
  #before: { viewport: Viewport; choice: Choice } | null = null;

  readonly hits: readonly Hit[] = $derived.by(() => (this.open ? this.#hits() : []));
  /** The place of the one that is looked at among the hits; -1 where there is none. */
  readonly at: number = $derived(Math.min(this.#at, this.hits.length - 1));
  /** What is marked on the canvas, the one that is looked at aside. */
  readonly marked: readonly Rect[] = $derived.by(() =>
    this.hits.flatMap((hit, at) => (at === this.at ? [] : (this.#rect(hit) ?? []))).slice(0, most),
  );

  constructor(private readonly map: MapEditing) {}

  begin(): void {
    if (!this.open) {
      const { view, chosenNodes: nodes, chosenConnections: connections, lane } = this.map;
      this.#before = { viewport: view.viewport, choice: { nodes, connections, lane } };
    }
    this.open = true;
  }

  type(text: string): void {
    this.text = text;
    this.#at = this.hits.length > 0 ? this.#nearest() : -1;
    this.#show();
  }

  /** To the next hit, or with -1 to the one before; round at the ends. */
  walk(by: 1 | -1): void {
    const { length } = this.hits;
    if (length === 0) return;
    this.#at = this.at < 0 ? (by > 0 ? 0 : length - 1) : (this.at + by + length) % length;
    this.#show();
  }

  /** Back to where one was. */
  leave(): void {
    const before = this.#before;
    this.stay();
    if (!before) return;
    this.map.choose(before.choice);
    this.map.view.go(before.viewport);
    if (before.choice.nodes?.[0]) this.map.refocus(before.choice.nodes[0]);
  }

  /** Ends the search where it has led. */
  stay(): void {
    this.open = false;
    this.#before = null;
    this.map.view.element?.focus({ preventScroll: true });
    const chosen = this.map.chosenNodes[0];
    if (chosen !== undefined) this.map.refocus(chosen);
  }

  #hits(): Hit[] {
    const { open, outline, lanes } = this.map;
    const titles = new Map(lanes.map(({ id, title }) => [id, title]));
    return hits(this.text, {
      nodes: outline.order.flatMap((id) => open.nodes.get(id) ?? []),
      connections: [...open.connections.values()],
      names: ({ role, lane, tool }) => [
        library.roles.get(role ?? "")?.name ?? "",
        titles.get(lane ?? "") ?? "",
        library.tools.get(tool ?? "")?.name ?? "",
      ],
    });
  }

  /** The first hit from what was chosen on, in reading order. */
  #nearest(): number {
    const from = this.#before?.choice.nodes?.[0];
    const { order } = this.map.outline;
    const start = from === undefined ? 0 : order.indexOf(from);
    const places = new Map(order.map((id, place) => [id, place]));
    const ways = this.map.open.connections;
    const place = (hit: Hit) =>
      places.get(hit.what === "node" ? hit.id : (ways.get(hit.id)?.source ?? "")) ?? -1;
    return Math.max(
      0,
      this.hits.findIndex((hit) => place(hit) >= start),
    );
  }

  #show(): void {
    const hit = this.hits[this.at];
    const rect = hit && this.#rect(hit);
    if (!hit || !rect) return;
    const { id } = hit;
    this.map.choose(hit.what === "node" ? { nodes: [id as NodeId] } : { connections: [id as ConnectionId] });
    this.map.view.centreOn(rect);
  }

  #rect({ what, id }: Hit): Rect | null {
    if (what === "node") return this.map.rect(id);
    const shown = this.map.edges.find((edge) => edge.id === id)?.data?.shown;
    if (!shown) return null;
    const { labelAt, points } = shown;
    return labelAt
      ? { x: labelAt.x - 24, y: labelAt.y - 10, width: 48, height: 20 }
      : around(points.map((point) => ({ ...point, width: 0, height: 0 })));
  }
}

/** More marks than this tell nothing. */
const most = 300;
