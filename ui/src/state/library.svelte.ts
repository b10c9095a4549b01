/** The window's copy of the library's records: what the doors answered, applied. Nothing here decides what an
 *  edit does; it sends edits, applies what comes back and says where to look. */
import { SvelteMap } from "svelte/reactivity";
import {
  api,
  failure,
  type Api,
  type ApiError,
  type Changed,
  type Edit,
  type LibraryState,
  type Record as AnyRecord,
  type RecordKey,
  type Step,
} from "../api";
import { OpenDocument } from "./opendocument.svelte";
import { Records } from "./records.svelte";
import { Turns } from "./turns";

export { OpenDocument } from "./opendocument.svelte";

/** Documents kept in step after they were shown, so that going back is at once. */
const kept = 8;

/** How often a reply that was overtaken by edits is asked for again. */
const tries = 5;

/** Records shown before the library has answered; what it answers replaces them. */
export interface Ahead {
  put?: AnyRecord[];
  remove?: RecordKey[];
}

/** What the window does when the library has something to tell. */
export interface Surroundings {
  failed: (error: ApiError) => void;
  undone: (changed: Changed, way: "undo" | "redo") => void;
}

export class LibraryMirror extends Records {
  state = $state.raw<LibraryState | null>(null);
  trashed = $state(0);

  /** Edits on their way. */
  keeping = $state(0);
  /** Texts that are being typed and are not sent yet. */
  typed = $state(0);
  /** When the last edit was kept, in milliseconds since 1970. */
  keptAt = $state<number | null>(null);
  /** Why the last edit was not kept. */
  failed = $state.raw<ApiError | null>(null);

  /** The window's reactions, set by it. */
  surroundings: Surroundings | null = null;

  readonly #open = new SvelteMap<string, OpenDocument>();
  readonly #opening = new Map<string, Promise<OpenDocument>>();
  readonly #turns = new Turns();
  /** What is shown of edits on their way. */
  #ahead: Ahead[] = [];
  #loading: Promise<void> | null = null;

  constructor(private readonly doors: Pick<Api, "read" | "edit" | "undo" | "redo"> = api) {
    super();
  }

  get readOnly(): boolean {
    return this.state?.read_only ?? true;
  }

  /** Reads the overview and every open document anew. */
  load(): Promise<void> {
    this.#loading ??= this.#load().finally(() => (this.#loading = null));
    return this.#loading;
  }

  /** Another library, or none: forgets all of this one. */
  clear(): void {
    this.state = null;
    this.empty();
    this.#open.clear();
    this.#opening.clear();
    this.#turns.clear();
    this.#ahead = [];
    this.trashed = 0;
    this.keptAt = null;
    this.failed = null;
  }

  /** The document if it is here already. */
  shown(id: string): OpenDocument | undefined {
    return this.#open.get(id);
  }

  async open(id: string): Promise<OpenDocument> {
    const here = this.#open.get(id);
    if (here) {
      this.#open.delete(id);
      this.#open.set(id, here);
      return here;
    }
    const coming = this.#opening.get(id) ?? this.#read(id).finally(() => this.#opening.delete(id));
    this.#opening.set(id, coming);
    return coming;
  }

  /** Resolves when the edit is kept, with null where it was not: the person has been told why then. What is
   *  being typed goes before it; an edit that depends on what that becomes is given as a function, which is
   *  asked when its turn has come. `focus` names the visit to a text field, all of whose edits are one undo.
   *  `ahead` is shown at once, and stays until this edit is answered, whatever else changes. */
  async edit(edit: Edit | (() => Edit), focus?: string, ahead?: Ahead): Promise<Changed | null> {
    if (ahead) {
      this.#ahead.push(ahead);
      this.#show(ahead);
    }
    const answered = () => {
      this.#ahead = this.#ahead.filter((other) => other !== ahead);
    };
    this.keeping++;
    try {
      const made = () => (typeof edit === "function" ? edit() : edit);
      return await this.#turns.take(() => this.#send(() => this.doors.edit(made(), focus), answered));
    } catch {
      answered();
      if (ahead) await this.load().catch(() => undefined);
      return null;
    } finally {
      this.keeping--;
    }
  }

  /** See Turns. */
  get answered(): Promise<void> {
    return this.#turns.answered;
  }

  /** For a Draft: rejects where the text was not kept, so that the draft still holds it. */
  async type(edit: Edit, focus: string): Promise<void> {
    await this.#send(() => this.doors.edit(edit, focus));
  }

  /** For a Draft: counts the texts that are not sent yet. A field, so that it can be handed on. */
  readonly pending = (pending: boolean): void => {
    this.typed += pending ? 1 : -1;
  };

  /** Has drafts keep what is being typed before anything else happens; call what it returns when the field goes. */
  holdsText(flush: () => Promise<void>): () => void {
    return this.#turns.holds(flush);
  }

  /** Keeps what is being typed anywhere. Rejects where it could not be. */
  flush(): Promise<void> {
    return this.#turns.flush();
  }

  /** Whether there is something to take back, or to bring again, or may be once what is on its way is answered. */
  mayTravel(way: "undo" | "redo"): boolean {
    return !this.readOnly && ((this.state?.[way] ?? null) !== null || this.keeping > 0);
  }

  /** With a revision: only where nothing has changed since. */
  undo(since?: number): Promise<void> {
    return this.#travel("undo", since);
  }

  redo(): Promise<void> {
    return this.#travel("redo");
  }

  apply(changed: Changed): void {
    if (!this.state) return;
    // A job's change comes by event and an edit's as its answer, so one may be heard twice or late.
    if (changed.revision < this.state.revision) return;
    if (changed.revision > this.state.revision + 1) {
      void this.load().catch((error: unknown) => this.#tell(error));
      return;
    }
    this.state = { ...this.state, revision: changed.revision, undo: changed.undo, redo: changed.redo };
    this.trashed = changed.trashed;
    for (const key of changed.removed) this.#remove(key);
    // Steps come before the figures that stand on them.
    for (const record of changed.upserts) if (record.table !== "figure") this.#put(record);
    for (const record of changed.upserts) if (record.table === "figure") this.#put(record);
    for (const { source, links } of changed.links) this.link(source, links);
    for (const redrawn of changed.maps) this.#open.get(redrawn.process)?.draw(redrawn);
    for (const ahead of this.#ahead) this.#show(ahead);
    for (const open of this.#open.values()) if (open.incomplete) void this.#refresh(open);
  }

  async #load(): Promise<void> {
    // Whatever was kept while the answer was on its way is not in it: ask again then.
    for (let again = tries; ; again--) {
      const overview = await this.doors.read({ query: "overview" });
      if (this.state && overview.library.path === this.state.path) {
        if (again && overview.library.revision < this.state.revision) continue;
      } else if (this.state) this.clear();
      this.state = overview.library;
      this.trashed = overview.trashed;
      this.fill(overview);
      break;
    }
    await Promise.all([...this.#open.values()].map((open) => this.#refresh(open)));
  }

  async #read(id: string): Promise<OpenDocument> {
    for (let again = tries; ; again--) {
      const view = await this.doors.read({ query: "document", id });
      if (again && this.state && view.revision < this.state.revision) continue;
      const open = new OpenDocument(view);
      this.#open.set(id, open);
      for (const old of [...this.#open.keys()].slice(0, -kept)) this.#open.delete(old);
      return open;
    }
  }

  async #refresh(open: OpenDocument): Promise<void> {
    try {
      for (let again = tries; ; again--) {
        const view = await this.doors.read({ query: "document", id: open.id });
        if (again && this.state && view.revision < this.state.revision) continue;
        open.replace(view);
        return;
      }
    } catch {
      this.#open.delete(open.id);
    }
  }

  async #send(send: () => Promise<Changed>, answered?: () => void): Promise<Changed> {
    this.keeping++;
    try {
      const changed = await send();
      answered?.();
      this.apply(changed);
      this.keptAt = Date.now();
      this.failed = null;
      return changed;
    } catch (error) {
      this.#tell(error);
      throw error;
    } finally {
      this.keeping--;
    }
  }

  #tell(error: unknown): void {
    this.failed = failure(error);
    this.surroundings?.failed(this.failed);
  }

  async #travel(way: "undo" | "redo", since?: number): Promise<void> {
    this.keeping++;
    try {
      const changed = await this.#turns.take(async () => {
        const meant = since === undefined || since === this.state?.revision;
        return meant && this.state?.[way] ? this.#send(() => this.doors[way]()) : null;
      });
      if (changed) this.surroundings?.undone(changed, way);
    } catch {
      // It has been told.
    } finally {
      this.keeping--;
    }
  }

  #show({ put = [], remove = [] }: Ahead): void {
    for (const open of this.#open.values()) {
      for (const key of remove) open.remove(key);
      for (const record of put) open.put(record);
    }
  }

  #put(record: AnyRecord): void {
    this.put(record);
    if (record.table === "step") this.#arrive(record.record);
    for (const open of this.#open.values()) open.put(record);
  }

  /** A step that comes from another document brings pictures that no change tells of. */
  #arrive({ id, document }: Step): void {
    const there = this.#open.get(document);
    const elsewhere = [...this.#open.values()].some((open) => open !== there && open.stepsById.has(id));
    if (there && elsewhere && !there.stepsById.has(id)) void this.#refresh(there);
  }

  #remove(key: RecordKey): void {
    this.remove(key);
    if (key.table === "document") this.#open.delete(key.id);
    for (const open of this.#open.values()) open.remove(key);
  }
}

export const library = new LibraryMirror();
