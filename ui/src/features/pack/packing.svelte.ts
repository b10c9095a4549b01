/** The pack that is being put together: which documents, in which order, under which name and how they look. */
import {
  api,
  failure,
  type DocumentRow,
  type Pack,
  type PackChoice,
  type PackOptions,
  type Status,
} from "../../api";
import { titleOr } from "../../i18n/words";
import { forest, groups } from "../../state/forest";
import { newId } from "../../state/ids";
import { library } from "../../state/library.svelte";
import { toasts } from "../../state/toasts";
import { usualOptions, type PackFormat } from "./choices";
import { exporting } from "./exporting.svelte";

/** What the list of all documents is narrowed by. */
export type Narrowing = "all" | "process" | "role" | "tag" | "status";

/** A document that can be chosen, and how far below others it stands. */
export interface Offered {
  row: DocumentRow;
  depth: number;
}

export class Packing {
  /** None: the dialog is closed. */
  pack = $state.raw<Pack | null>(null);
  name = $state("");
  documents = $state.raw<readonly string[]>([]);
  everythingBelow = $state(false);
  options = $state.raw<PackOptions>(usualOptions);
  /** In which it would be exported. */
  format = $state<PackFormat>("pdf");
  narrowing = $state<Narrowing>("all");
  /** The process, role, tag or state that the list is narrowed to. */
  by = $state<string | null>(null);
  #known = $state.raw<ReadonlyMap<string, PackChoice>>(new Map());

  get open(): boolean {
    return this.pack !== null;
  }

  /** A pack to change, or documents to begin a new one with. */
  async begin(
    from: Pack | readonly string[],
    options: PackOptions = usualOptions,
    format: PackFormat = "pdf",
  ): Promise<void> {
    const pack: Pack =
      "id" in from ? from : { id: newId(), name: "", documents: [...from], everything_below: true, options };
    this.name = pack.name;
    this.documents = pack.documents.filter((id) => library.documents.has(id));
    this.everythingBelow = pack.everything_below;
    this.options = pack.options;
    this.format = format;
    this.narrowing = "all";
    this.by = null;
    this.pack = pack;
    try {
      const known = await api.read({ query: "pack_choices" });
      this.#known = new Map(known.map((choice) => [choice.document, choice]));
    } catch (error) {
      toasts.show(failure(error).message, { tone: "bad" });
    }
  }

  close(): void {
    this.pack = null;
  }

  /** Each tag that a document has, by name. */
  get tags(): string[] {
    const found = new Set([...this.#known.values()].flatMap((choice) => choice.tags));
    return [...found].sort((a, b) => a.localeCompare(b));
  }

  /** The roles to whom something is delegated. */
  get roles(): string[] {
    const found = new Set([...this.#known.values()].flatMap((choice) => choice.roles));
    return [...found].filter((id) => library.roles.has(id));
  }

  /** What the list offers: all as the tree of the library, a process as its branch, and else those that fit. */
  get offered(): Offered[] {
    const { by } = this;
    const tree = this.#tree;
    if (this.narrowing === "all" || by === null) return tree;
    if (this.narrowing === "process") {
      const at = tree.findIndex(({ row }) => row.id === by);
      const after = tree.slice(at + 1).findIndex(({ depth }) => depth <= (tree[at]?.depth ?? 0));
      return at < 0 ? [] : tree.slice(at, after < 0 ? undefined : at + 1 + after);
    }
    const key = this.narrowing === "role" ? "roles" : "tags";
    const fits = (row: DocumentRow) =>
      this.narrowing === "status"
        ? row.status === (by as Status)
        : this.#known.get(row.id)?.[key].includes(by);
    return tree.filter(({ row }) => fits(row)).map(({ row }) => ({ row, depth: 0 }));
  }

  /** Each document once, where it stands first. */
  readonly #tree: Offered[] = $derived.by(() => {
    const { roots, below } = forest(new Map(library.documents), library.links.values());
    const found = new Map<string, Offered>();
    const plant = (row: DocumentRow, depth: number) => {
      if (found.has(row.id)) return;
      found.set(row.id, { row, depth });
      for (const child of below(row.id)) plant(child, depth + 1);
    };
    for (const group of groups) for (const root of roots[group]) plant(root, 0);
    return [...found.values()];
  });

  has = (id: string): boolean => this.documents.includes(id);

  set(ids: readonly string[], on: boolean): void {
    const rest = this.documents.filter((id) => on || !ids.includes(id));
    this.documents = on ? [...rest, ...ids.filter((id) => !rest.includes(id))] : rest;
  }

  /** Puts a document at this place among the others. */
  move(id: string, to: number): void {
    const rest = this.documents.filter((each) => each !== id);
    const at = Math.max(0, Math.min(to, rest.length));
    this.documents = [...rest.slice(0, at), id, ...rest.slice(at)];
  }

  /** As it would be kept. */
  get chosen(): Pack | null {
    if (!this.pack) return null;
    return {
      ...this.pack,
      name: this.name.trim(),
      documents: [...this.documents],
      everything_below: this.everythingBelow,
      options: this.options,
    };
  }

  /** Writes it as it stands; it need not be kept for that. */
  export(): void {
    const pack = this.chosen;
    const first = library.documents.get(pack?.documents[0] ?? "");
    if (!pack || !first) return;
    const { documents: ids, everything_below, name, options } = pack;
    const what = { subject: { of: "documents" as const, ids, everything_below, name }, options, scale: null };
    void exporting.run({ ...what, format: this.format }, name || titleOr(first.title), pack.id);
    this.close();
  }

  /** The pack, if it was kept. */
  async save(): Promise<Pack | null> {
    const pack = this.chosen;
    if (!pack?.name || pack.documents.length === 0) return null;
    return (await library.edit({ edit: "save_pack", pack })) ? pack : null;
  }
}

export const packing = new Packing();
