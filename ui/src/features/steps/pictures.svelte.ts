/** Pictures on their way into a document: from the clipboard, from files that were dropped or chosen. The
 *  bytes never pass through here where the system can read them itself. */
import { api, failure, type Dropped, type PictureSource } from "../../api";
import { m } from "../../i18n";
import { newId } from "../../state/ids";
import { library, type OpenDocument } from "../../state/library.svelte";
import { session } from "../../state/session.svelte";
import { toasts } from "../../state/toasts";

/** Pictures that are coming, shown as a placeholder where they will stand. */
export interface Arrival {
  key: string;
  /** The step that they come to, or behind; null: the end of the document. */
  step: string | null;
  what: string;
  done: number;
  total: number;
  stop: () => void;
}

/** Where something falls: on a step, or between two (behind one; null: before the first). */
export type Landing = { on: string } | { behind: string | null };

export class Pictures {
  arrivals = $state.raw<readonly Arrival[]>([]);

  constructor(private readonly open: OpenDocument) {}

  /** On the step when it has no picture yet, otherwise on new steps behind it (the core's rule). */
  async bring(source: PictureSource, step: string | null, total = 0): Promise<void> {
    const stopper = new AbortController();
    const key = newId();
    const arrival = { key, step, what: "", done: 0, total, stop: () => stopper.abort() };
    this.arrivals = [...this.arrivals, arrival];
    const progress = (told: { done: number; total: number; what: string }) => {
      this.arrivals = this.arrivals.map((each) => (each.key === key ? { ...each, ...told } : each));
    };
    // Whoever goes on typing meanwhile is left to it; otherwise what has come is chosen, to be marked.
    let busy = false;
    const typing = (event: KeyboardEvent) => {
      busy ||= event.key.length === 1 || event.key === "Enter" || event.key === "Backspace";
    };
    window.addEventListener("keydown", typing, true);
    try {
      await library.flush();
      const job = { job: "import_pictures" as const, source, document: this.open.id, step };
      const { placed, warnings, place } = await api.job(job, { progress, signal: stopper.signal });
      for (const warning of warnings) toasts.show(warning, { tone: "bad" });
      if (placed && place && !busy) session.seek(place);
    } catch (error) {
      const { code, message } = failure(error);
      if (code !== "cancelled") toasts.show(message, { tone: "bad" });
    } finally {
      window.removeEventListener("keydown", typing, true);
      this.arrivals = this.arrivals.filter((each) => each.key !== key);
    }
  }

  /** Files whose bytes the page has: pasted or dropped in a browser. */
  async upload(files: readonly File[], landing: Landing): Promise<void> {
    const pictures = files.filter((file) => file.type.startsWith("image/") || file.type === "");
    if (!pictures.length) {
      toasts.show(m.steps_no_pictures(), { tone: "bad" });
      return;
    }
    try {
      const tokens: string[] = [];
      for (const file of pictures) tokens.push(await api.upload(file, file.name));
      await this.land({ from: "uploaded", tokens }, landing, tokens.length);
    } catch (error) {
      toasts.show(failure(error).message, { tone: "bad" });
    }
  }

  drop({ token, names }: Dropped, landing: Landing): Promise<void> {
    return this.land({ from: "dropped", token }, landing, names.length);
  }

  /** A paste with pictures in it. True: they were taken. Under WebKitGTK the event of a picture holds
   *  nothing at all, and the system is asked for it. */
  pasted(event: ClipboardEvent, step: string | null): boolean {
    const data = event.clipboardData;
    if (!data || data.getData("text/plain").trim()) return false;
    const files = [...data.files].filter((file) => file.type.startsWith("image/"));
    if (files.length) void this.upload(files, step === null ? { behind: null } : { on: step });
    else if (!data.types.length || data.types.some((type) => type === "Files" || type.startsWith("image/"))) {
      void this.paste(step);
    } else return false;
    return true;
  }

  pick(step: string | null): Promise<void> {
    return this.bring({ from: "pick" }, step);
  }

  paste(step: string | null): Promise<void> {
    return this.bring({ from: "clipboard" }, step, 1);
  }

  /** What falls between two steps gets steps of its own there, whatever the step above has. */
  private async land(source: PictureSource, landing: Landing, total: number): Promise<void> {
    if ("on" in landing) return this.bring(source, landing.on, total);
    const last = this.open.steps.at(-1);
    const behind = landing.behind;
    if (!last || behind === last.id)
      return this.bring(source, this.#taken(last?.id) ? last!.id : null, total);
    if (behind !== null && this.#taken(behind)) return this.bring(source, behind, total);
    const id = newId();
    const depth = this.open.stepsById.get(behind ?? "")?.depth ?? 0;
    const step = { id, text: "", depth, link: null };
    const made = await library.edit({
      edit: "add_steps",
      document: this.open.id,
      after: behind,
      steps: [step],
    });
    if (made) await this.bring(source, id, total);
  }

  #taken = (step: string | undefined) => step !== undefined && this.open.figures.has(step);
}
