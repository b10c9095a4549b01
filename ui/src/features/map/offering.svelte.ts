/** What is offered while a label is being typed: who does it, and the steps where it may go on. Knows the map
 *  and the library; what a text means is decided in model/typed.ts. */
import type { NodeId, NodeKind } from "../../api";
import { library } from "../../state/library.svelte";
import type { MapEditing } from "./editing.svelte";
import { forkBefore } from "./model/branches";
import { mayConnect } from "./model/gestures";
import { countsAsStep } from "./model/outline";
import {
  alike,
  divided,
  offersFor,
  readTyped,
  type Known,
  type Offer,
  type Place,
  type Reading,
  type Who,
} from "./model/typed";

export class Offering {
  /** Which one the keys or the pointer are at; null while that is not said. */
  #pointed = $state<number | null>(null);
  /** Esc has put the offers away for the rest of this label. */
  #away = $state(false);

  /** The node that the typed text is about; a new branch's text may tell of the step behind it too. */
  readonly #node: NodeId | null = $derived.by(() => {
    const now = this.map.label.now;
    return now?.what === "node" ? now.id : (now?.then ?? null);
  });
  readonly #known: Known = $derived.by(() => this.#knownOf(this.#node, this.map.label.now?.fresh ?? false));
  readonly #text: string = $derived.by(() => {
    const { now, text } = this.map.label;
    return now?.what === "connection" ? divided(text)[1] : text;
  });
  readonly #offers = $derived.by(() =>
    this.#node === null || this.#away || !this.#told ? nothing : offersFor(this.#text, this.#known),
  );
  readonly list: readonly Offer[] = $derived(this.#offers.list);
  /** -1 when none is meant. */
  readonly at: number = $derived(Math.min(this.#pointed ?? this.#offers.usual, this.#offers.list.length - 1));

  constructor(private readonly map: MapEditing) {}

  /** Another label, or another text in it. */
  begin(): void {
    this.#pointed = null;
    this.#away = false;
  }
  typed(): void {
    this.#pointed = null;
  }
  point(at: number): void {
    this.#pointed = at;
  }

  /** What the text means as it stands; null where it tells nothing of a node. */
  read(): Reading | null {
    if (this.#node === null || !this.#told || this.#text.trim() === "") return null;
    if (this.#away) return { label: this.#text.trim(), asks: false, who: null, to: null };
    return readTyped(this.#text, this.list[this.at] ?? null, this.#known);
  }

  /** What a text means of a node that is still to be made. */
  readNew(kind: NodeKind, text: string): Reading {
    const people = this.#shows(kind) ? this.#people() : null;
    const known: Known = { people, places: [], forked: false, fresh: true };
    const { list, usual } = offersFor(text, known);
    return readTyped(text, list[usual] ?? null, known);
  }

  /** Keys for the offers, before the label gets them. */
  key({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    const { length } = this.list;
    if (length === 0 || shiftKey || ctrlKey || metaKey || altKey) return false;
    if (key === "ArrowDown") this.#pointed = this.at + 1 < length ? this.at + 1 : 0;
    else if (key === "ArrowUp" && this.at >= 0) this.#pointed = this.at - 1;
    else if (key === "Escape" && this.at >= 0) this.#away = true;
    else return false;
    return true;
  }

  /** An @ that stood in the label before is part of it. */
  get #told(): boolean {
    const now = this.map.label.now;
    return now !== null && (now.fresh || !now.before.includes("@"));
  }

  #knownOf(id: NodeId | null, fresh: boolean): Known {
    const { open } = this.map;
    const node = id === null ? undefined : open.nodes.get(id);
    if (!node) return { people: null, places: [], forked: false, fresh };
    const forked = fresh && forkBefore(node.id, open.nodes, open.connections.values()) !== null;
    return {
      people: this.#shows(node.kind) ? this.#people() : null,
      places: fresh ? this.#places(node.id) : [],
      forked,
      fresh,
    };
  }

  /** Whether it is seen of such a node who does it. */
  #shows(kind: NodeKind): boolean {
    return this.map.lanes.length > 0 ? kind !== "note" : countsAsStep(kind);
  }

  #people(): Who[] {
    const { lanes, open } = this.map;
    const ofLanes = lanes
      .filter(({ title }) => title !== "")
      .map(({ id, title }) => ({ name: title, role: open.lanes.get(id)?.role ?? null, lane: id }));
    const others = [...library.roles.values()]
      .filter(({ id, name }) => !ofLanes.some((lane) => lane.role === id || alike(lane.name, name)))
      .map(({ id, name }) => ({ name, role: id, lane: null }))
      .sort((a, b) => a.name.localeCompare(b.name));
    return [...ofLanes, ...others];
  }

  /** Nearest to the end of the flow last: one goes on further back, or where another branch has gone. */
  #places(id: NodeId): Place[] {
    const { open, outline } = this.map;
    const ways = [...open.connections.values()];
    const source = ways.find((way) => way.target === id)?.source;
    if (source === undefined || ways.some((way) => way.source === id)) return [];
    return outline.order.flatMap((other) => {
      const node = open.nodes.get(other);
      if (!node?.label || other === id || node.kind === "note" || node.kind === "trigger") return [];
      return mayConnect(source, other, ways) ? [{ id: other, name: node.label.replace(/\s+/g, " ") }] : [];
    });
  }
}

const nothing = { list: [] as readonly Offer[], usual: -1 };
