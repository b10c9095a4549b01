/** One document with all that is inside it, kept in step with the library while it is shown. */
import { SvelteMap } from "svelte/reactivity";
import type {
  Asset,
  Connection,
  Document,
  DocumentView,
  Figure,
  Lane,
  MapView,
  Node,
  Record as AnyRecord,
  RecordKey,
  Redrawn,
  Step,
} from "../api";

interface Placed {
  id: string;
  position: number;
}

const inOrder = <T extends Placed>(records: Iterable<T>): T[] =>
  [...records].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));

export class OpenDocument {
  readonly id: string;
  document = $state.raw() as Document;
  readonly lanes = new SvelteMap<string, Lane>();
  readonly nodes = new SvelteMap<string, Node>();
  readonly connections = new SvelteMap<string, Connection>();
  readonly stepsById = new SvelteMap<string, Step>();
  readonly figuresById = new SvelteMap<string, Figure>();
  readonly assets = new SvelteMap<string, Asset>();
  /** Processes only. */
  map = $state.raw<MapView | null>(null);

  /** In order. */
  readonly steps: Step[] = $derived(inOrder(this.stepsById.values()));
  /** By step, in order. */
  readonly figures: ReadonlyMap<string, Figure[]> = $derived.by(() => {
    const byStep = new Map<string, Figure[]>();
    for (const figure of inOrder(this.figuresById.values())) {
      const beside = byStep.get(figure.step);
      if (beside) beside.push(figure);
      else byStep.set(figure.step, [figure]);
    }
    return byStep;
  });

  constructor(view: DocumentView) {
    this.id = view.content.document.id;
    this.replace(view);
  }

  replace({ content, map, assets }: DocumentView): void {
    this.document = content.document;
    this.map = map;
    fill(this.lanes, content.lanes);
    fill(this.nodes, content.nodes);
    fill(this.connections, content.connections);
    fill(this.stepsById, content.steps);
    fill(this.figuresById, content.figures);
    for (const asset of assets) this.assets.set(asset.hash, asset);
  }

  put({ table, record }: AnyRecord): void {
    switch (table) {
      case "document":
        if (record.id === this.id) this.document = record;
        return;
      case "lane":
        return take(this.lanes, record, record.process === this.id);
      case "node":
        return take(this.nodes, record, record.process === this.id);
      case "connection":
        return take(this.connections, record, record.process === this.id);
      case "step":
        return take(this.stepsById, record, record.document === this.id);
      case "figure":
        return take(this.figuresById, record, this.stepsById.has(record.step));
      case "asset":
        this.assets.set(record.hash, record);
    }
  }

  remove({ table, id }: RecordKey): void {
    switch (table) {
      case "lane":
        this.lanes.delete(id);
        return;
      case "node":
        this.nodes.delete(id);
        return;
      case "connection":
        this.connections.delete(id);
        return;
      case "step":
        this.stepsById.delete(id);
        return;
      case "figure":
        this.figuresById.delete(id);
    }
  }

  /** What is drawn as it was keeps its objects. */
  draw({ whole, gone_nodes, gone_connections, ...drawn }: Redrawn): void {
    const before = whole ? null : this.map;
    this.map = before
      ? {
          ...drawn,
          nodes: merged(before.nodes, drawn.nodes, gone_nodes),
          connections: merged(before.connections, drawn.connections, gone_connections),
        }
      : drawn;
  }

  /** A picture came back (by undo) whose size is not known here. */
  get incomplete(): boolean {
    return [...this.figuresById.values()].some((figure) => !this.assets.has(figure.asset));
  }
}

function merged<T extends { id: string }>(
  before: readonly T[],
  now: readonly T[],
  gone: readonly string[],
): T[] {
  const left = new Map(before.map((one) => [one.id, one]));
  for (const id of gone) left.delete(id);
  for (const one of now) left.set(one.id, one);
  return [...left.values()];
}

/** A record that has moved to another document leaves this one. */
function take<T extends { id: string }>(map: SvelteMap<string, T>, record: T, mine: boolean): void {
  if (mine) map.set(record.id, record);
  else map.delete(record.id);
}

function fill<T extends { id: string }>(map: SvelteMap<string, T>, records: readonly T[]): void {
  const ids = new Set(records.map((record) => record.id));
  for (const id of map.keys()) if (!ids.has(id)) map.delete(id);
  for (const record of records) map.set(record.id, record);
}
