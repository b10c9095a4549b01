/** The records that the window holds of a whole library, by their ids, and how they hang together. What is inside
 *  a document is not here. */
import { SvelteMap } from "svelte/reactivity";
import type {
  DocumentRow,
  Link,
  Overview,
  Pack,
  Preset,
  Record as AnyRecord,
  RecordKey,
  Role,
  Tool,
} from "../api";
import { family } from "./family";

/** A document and how it uses another one. */
export interface Use {
  row: DocumentRow;
  links: Link[];
}

export class Records {
  readonly documents = new SvelteMap<string, DocumentRow>();
  /** By source. */
  readonly links = new SvelteMap<string, readonly Link[]>();
  readonly roles = new SvelteMap<string, Role>();
  readonly tools = new SvelteMap<string, Tool>();
  readonly packs = new SvelteMap<string, Pack>();
  readonly presets = new SvelteMap<string, Preset>();

  readonly #incoming: ReadonlyMap<string, Link[]> = $derived(
    grouped([...this.links.values()].flat(), (link) => link.target),
  );

  /** Documents that link to this one, in the tree's order. */
  usedBy(id: string): Use[] {
    return this.#grouped(this.#incoming.get(id) ?? [], (link) => link.source);
  }

  /** Documents below this one, in the tree's order. A document may stand below several, and circles are
   *  possible where documents of one rank use each other. */
  children(id: string): DocumentRow[] {
    return this.#relatives(id, "above", "below");
  }

  parents(id: string): DocumentRow[] {
    return this.#relatives(id, "below", "above");
  }

  #relatives(id: string, mine: "above" | "below", theirs: "above" | "below"): DocumentRow[] {
    const found = new Set<string>();
    for (const link of [...(this.links.get(id) ?? []), ...(this.#incoming.get(id) ?? [])]) {
      const related = family(link, (each) => this.documents.get(each));
      if (related?.[mine] === id) found.add(related[theirs]);
    }
    return this.#rows(found);
  }

  #grouped(links: readonly Link[], end: (link: Link) => string): Use[] {
    const byEnd = grouped(links, end);
    return this.#rows(byEnd.keys()).map((row) => ({ row, links: byEnd.get(row.id)! }));
  }

  #rows(ids: Iterable<string>): DocumentRow[] {
    return [...ids]
      .flatMap((id) => this.documents.get(id) ?? [])
      .sort((a, b) => a.position - b.position || a.number - b.number);
  }

  /** Holds just what the library has. */
  protected fill(overview: Overview): void {
    refill(this.documents, overview.documents, (row) => row.id);
    refill(this.roles, overview.roles, (role) => role.id);
    refill(this.tools, overview.tools, (tool) => tool.id);
    refill(this.packs, overview.packs, (pack) => pack.id);
    refill(this.presets, overview.presets, (preset) => preset.id);
    const bySource = grouped(overview.links, (link) => link.source);
    for (const source of this.links.keys()) if (!bySource.has(source)) this.links.delete(source);
    for (const [source, links] of bySource) this.links.set(source, links);
  }

  protected empty(): void {
    const { documents, links, roles, tools, packs, presets } = this;
    for (const map of [documents, links, roles, tools, packs, presets]) map.clear();
  }

  protected put(record: AnyRecord): void {
    switch (record.table) {
      case "document": {
        const { id, kind, number, title, status, position, changed_at, trashed_at } = record.record;
        if (trashed_at !== null) this.documents.delete(id);
        else {
          const revision = this.documents.get(id)?.revision ?? null;
          this.documents.set(id, { id, kind, number, title, status, position, changed_at, revision });
        }
        break;
      }
      case "revision": {
        const row = this.documents.get(record.record.document);
        if (row) {
          this.documents.set(row.id, { ...row, revision: Math.max(row.revision ?? 0, record.record.number) });
        }
        break;
      }
      case "role":
        this.roles.set(record.record.id, record.record);
        break;
      case "tool":
        this.tools.set(record.record.id, record.record);
        break;
      case "pack":
        this.packs.set(record.record.id, record.record);
        break;
      case "preset":
        this.presets.set(record.record.id, record.record);
        break;
    }
  }

  protected remove(key: RecordKey): void {
    switch (key.table) {
      case "document":
        this.documents.delete(key.id);
        this.links.delete(key.id);
        break;
      case "role":
        this.roles.delete(key.id);
        break;
      case "tool":
        this.tools.delete(key.id);
        break;
      case "pack":
        this.packs.delete(key.id);
        break;
      case "preset":
        this.presets.delete(key.id);
        break;
    }
  }

  protected link(source: string, links: readonly Link[]): void {
    if (links.length) this.links.set(source, links);
    else this.links.delete(source);
  }
}

function refill<T>(map: SvelteMap<string, T>, records: readonly T[], id: (record: T) => string): void {
  const ids = new Set(records.map(id));
  for (const key of map.keys()) if (!ids.has(key)) map.delete(key);
  for (const record of records) map.set(id(record), record);
}

function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
