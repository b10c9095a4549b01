/** The window as a whole: which library it shows, what it answers to the shell, where it begins. */
import { tick } from "svelte";
import {
  api,
  failure,
  type ApiError,
  type DocumentRow,
  type Done,
  type LibraryChoice,
  type LibraryState,
  type Updating,
} from "../api";
import { tree } from "../features/library/tree.svelte";
import { editName } from "../i18n/edits";
import { m } from "../i18n";
import { commands } from "../state/commands.svelte";
import { health } from "../state/health.svelte";
import { library } from "../state/library.svelte";
import type { AreaPlace, Place } from "../state/navigation.svelte";
import { recents } from "../state/recents.svelte";
import { remember, remembered } from "../state/remembered";
import { navigation, session } from "../state/session.svelte";
import { toasts } from "../state/toasts";
import { watch } from "../state/watch.svelte";

type Libraries = Done<{ job: "libraries" }>;

/** A library of at most so many documents is checked without being asked. */
export const checksItselfUpTo = 300;

export class RoadbookWindow {
  phase = $state<"starting" | "welcome" | "library">("starting");
  libraries = $state.raw<Libraries | null>(null);
  /** Why a library could not be opened; shown at the welcome. */
  trouble = $state.raw<ApiError | null>(null);
  /** How far the backup is that a library of an older program gets before it is opened. */
  updating = $state.raw<Updating | null>(null);
  /** A library is being opened. */
  opening = $state(false);

  palette = $state(false);
  shortcuts = $state(false);
  about = $state(false);
  /** The export popover, and the document it is about. */
  exporting = $state.raw<{ about: DocumentRow | null } | null>(null);
  /** The reader view is to print the document as soon as it shows it. */
  printing = $state(false);
  /** The settings are to check the library's files at once. */
  verifying = $state(false);
  /** The settings are to show the backups. */
  backups = $state(false);
  /** The status popover of the open document. */
  publishing = $state(false);

  /** Listens to the shell and shows what is open. Returns how to stop listening. */
  start(): () => void {
    library.surroundings = {
      failed: (error) => toasts.show(error.message, { tone: "bad" }),
      undone: (changed, way) => {
        const what = editName(changed.label);
        toasts.show(way === "undo" ? m.window_undid({ what }) : m.window_redid({ what }));
        const { place } = changed;
        if (place && library.documents.has(place.document)) session.seek(place);
      },
    };
    const leave = [
      api.on("changed", (changed) => library.apply(changed)),
      api.on("library", (state) => void this.#shown(state)),
      api.on("updating", (far) => (this.updating = far)),
      api.on("command", ({ id, argument }) => this.#called(id, argument)),
      api.on("backup", ({ failed }) => failed && this.#unbacked(failed)),
      api.on("closing", () => void this.#closing()),
      watch.start(),
    ];
    session.wearTheme();
    void this.#begin();
    return () => {
      for (const stop of leave) stop();
    };
  }

  /** Opens or makes a library. Says at the welcome why it could not. */
  async open(choice: LibraryChoice): Promise<void> {
    if (this.opening) return;
    this.opening = true;
    this.trouble = null;
    try {
      await this.#keepText();
      const { library: opened } = await api.job({ job: "open_library", choice });
      if (opened && opened.path !== library.state?.path) await this.#shown(opened);
      if (opened && choice.choice === "empty" && opened.name !== choice.name.trim()) {
        toasts.show(m.window_named_otherwise({ name: opened.name, asked: choice.name.trim() }));
      }
      if (opened && choice.choice === "without_log") {
        // Pictures that came with the lost changes are told.
        this.go("settings");
        this.verifying = true;
      }
    } catch (error) {
      const reason = failure(error);
      if (reason.code === "cancelled") return;
      if (this.phase === "library") toasts.show(reason.message, { tone: "bad" });
      else {
        this.trouble = reason;
        await this.#list();
      }
    } finally {
      this.updating = null;
      this.opening = false;
    }
  }

  async forget(id: string): Promise<void> {
    try {
      const { recent } = await api.job({ job: "forget_library", id });
      if (this.libraries) this.libraries = { ...this.libraries, recent };
    } catch (error) {
      this.trouble = failure(error);
    }
  }

  askExport(about: DocumentRow | null): void {
    this.exporting = { about };
  }

  showBackups(): void {
    this.go("settings");
    this.backups = true;
  }

  /** Shows another place than a document. */
  go(view: AreaPlace["view"]): void {
    navigation.go({ view });
  }

  /** The open document as its readers get it, or, there, its editor. */
  toggleReader(): void {
    const { document: id, selection } = session;
    if (id === null) return;
    const step = selection?.kind === "step" ? selection.ids[0] : undefined;
    if (navigation.current?.view === "reader") navigation.go({ view: "document", id });
    else navigation.go({ view: "reader", id, ...(step && { part: step }) });
  }

  /** What is printed is what the reader view shows. */
  print(): void {
    this.printing = true;
    if (navigation.current?.view !== "reader") this.toggleReader();
  }

  /** Back to where one was before one began to read. */
  leaveReader(): void {
    if (navigation.current?.view === "reader" && !navigation.leaveView()) this.toggleReader();
  }

  async #begin(): Promise<void> {
    // Both are asked at once: mostly a library is open, and then nothing has to wait for the list.
    const loading = library.load().then(
      () => true,
      () => false,
    );
    const listing = this.#list();
    if (await loading) {
      this.#begun();
      return;
    }
    await listing;
    // It may have been opened while the list was on its way.
    if (this.phase !== "starting") return;
    if (this.libraries?.open) await this.#shown(this.libraries.open);
    else this.phase = "welcome";
  }

  async #list(): Promise<void> {
    try {
      this.libraries = await api.job({ job: "libraries" });
      this.trouble ??= this.libraries.trouble;
    } catch (error) {
      this.trouble = failure(error);
    }
  }

  #listens = 0;

  async #shown(state: LibraryState | null): Promise<void> {
    if (!state) {
      library.clear();
      navigation.clear();
      health.clear();
      this.phase = "welcome";
      this.updating = null;
      await this.#list();
      return;
    }
    const turn = ++this.#listens;
    const same = state.path === library.state?.path;
    try {
      if (!same) {
        library.clear();
        navigation.clear();
        health.clear();
      }
      await library.load();
      if (turn === this.#listens && (!same || this.phase !== "library")) this.#begun();
    } catch (error) {
      this.trouble = failure(error);
      this.phase = "welcome";
    }
  }

  /** The library is here: begins where it was left. */
  #begun(): void {
    const path = library.state?.path ?? "";
    tree.begin(path);
    recents.begin(path);
    health.clear();
    navigation.clear();
    navigation.go(this.#beginning(path));
    this.trouble = null;
    this.updating = null;
    this.phase = "library";
    if (library.documents.size <= checksItselfUpTo) {
      setTimeout(() => void health.check().catch(() => undefined), 1_500);
    }
    setTimeout(() => void this.#warnOfSync().catch(() => undefined), 1_500);
  }

  /** Said once: it is tried again and again. */
  #unbackedFor = "";

  #unbacked({ message }: ApiError): void {
    const path = library.state?.path ?? "";
    if (this.#unbackedFor === path) return;
    this.#unbackedFor = path;
    toasts.show(m.backups_failed({ why: message }), { tone: "bad" });
  }

  async #warnOfSync(): Promise<void> {
    const { keeper } = await api.job({ job: "synced_folder" });
    if (!keeper) return;
    toasts.show(m.backups_synced({ keeper }), {
      stay: 60_000,
      action: { label: m.backups_title(), run: () => this.showBackups() },
    });
  }

  #beginning(path: string): Place {
    const last = remembered<string | null>(`last.${path}`, null);
    if (last !== null && library.documents.has(last)) return { view: "document", id: last };
    const rows = [...library.documents.values()].sort((a, b) => a.position - b.position);
    const first = rows.find((row) => row.kind === "process") ?? rows[0];
    return first ? { view: "document", id: first.id } : { view: "library" };
  }

  /** Notes where the person is, for the next start. */
  noteDocument(id: string): void {
    recents.note(id);
    remember(`last.${library.state?.path ?? ""}`, id);
  }

  #called(id: string, argument: string | null): void {
    if (id === "library.recent" && argument !== null) void this.open({ choice: "recent", id: argument });
    else if (textCommands[id] && (typing() || !commands.find(id))) document.execCommand(textCommands[id]);
    else commands.run(id);
  }

  async #keepText(): Promise<void> {
    // A field that is being typed in keeps its text when it is left.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    await tick();
    await library.flush();
  }

  async #closing(): Promise<void> {
    try {
      await this.#keepText();
    } catch {
      // Said already; the shell does not wait for a page that cannot keep its text.
      await library.flush().catch(() => undefined);
    }
    await api.job({ job: "close_window" }).catch(() => undefined);
  }
}

const typing = (): boolean =>
  document.activeElement?.matches("input, textarea, [contenteditable='true']") ?? false;

/** From the native menu: what the web view does with a text by itself. */
const textCommands: Readonly<Record<string, string>> = {
  "edit.undo": "undo",
  "edit.redo": "redo",
  "edit.cut": "cut",
  "edit.copy": "copy",
  "edit.paste": "paste",
  "edit.delete": "delete",
  "edit.select_all": "selectAll",
};

export const roadbook = new RoadbookWindow();
