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
import { newId } from "../../state/ids";
import { library } from "../../state/library.svelte";
import { toasts } from "../../state/toasts";
import { usualOptions } from "./choices";

/** What the list of all documents is narrowed by. */
export type Narrowing = "all" | "process" | "role" | "tag" | "status";

export class Packing {
  /** None: the dialog is closed. */
  pack = $state.raw<Pack | null>(null);
  name = $state("");
  documents = $state.raw<readonly string[]>([]);
  everythingBelow = $state(false);
  options = $state.raw<PackOptions>(usualOptions);
  narrowing = $state<Narrowing>("all");
  /** The process, role, tag or state that the list is narrowed to. */
  by = $state<string | null>(null);
  #known = $state.raw<ReadonlyMap<string, PackChoice>>(new Map());

  get open(): boolean {
    return this.pack !== null;
  }

  /** A pack to change, or documents to begin a new one with. */
  async begin(from: Pack | readonly string[], options: PackOptions = usualOptions): Promise<void> {
    const pack: Pack =
      "id" in from ? from : { id: newId(), name: "", documents: [...from], everything_below: true, options };
    this.name = pack.name;
    this.documents = pack.documents.filter((id) => library.documents.has(id));
    this.everythingBelow = pack.everything_below;
    this.options = pack.options;
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

  /** What the list offers, in the order of the library. */
  get offered(): DocumentRow[] {
    const { by } = this;
    const all = [...library.documents.values()].sort(
      (a, b) => a.position - b.position || a.number - b.number,
    );
    if (this.narrowing === "all" || by === null) return all;
    if (this.narrowing === "process") {
      const below = this.#below(by);
      return all.filter((row) => below.has(row.id));
    }
    if (this.narrowing === "status") return all.filter((row) => row.status === (by as Status));
    const key = this.narrowing === "role" ? "roles" : "tags";
    return all.filter((row) => this.#known.get(row.id)?.[key].includes(by));
  }

  /** A document and everything below it. */
  #below(id: string): ReadonlySet<string> {
    const found = new Set([id]);
    for (const each of found) for (const child of library.children(each)) found.add(child.id);
    return found;
  }

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

  /** The pack, if it was kept. */
  async save(): Promise<Pack | null> {
    const pack = this.chosen;
    if (!pack?.name || pack.documents.length === 0) return null;
    return (await library.edit({ edit: "save_pack", pack })) ? pack : null;
  }
}

export const packing = new Packing();
