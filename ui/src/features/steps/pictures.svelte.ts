/** Pictures on their way into a document: from the clipboard, from files that were dropped or chosen, from the
 *  watched folder. The bytes never pass through here where the system can read them itself. */
import { api, Failure, failure, type Dropped, type PictureSource } from "../../api";
import { m } from "../../i18n";
import { newId } from "../../state/ids";
import { library, type OpenDocument } from "../../state/library.svelte";
import { session } from "../../state/session.svelte";
import { toasts } from "../../state/toasts";

/** Where pictures come to, as the library is told. */
export interface Target {
  /** The step that they come to, or behind; null: the end of the document. */
  step: string | null;
  /** Each on a new step behind `step`, whatever it has; null: before the first. */
  apart: boolean;
}

/** Pictures that are coming, shown as a placeholder where they will stand. */
export interface Arrival extends Target {
  key: string;
  what: string;
  done: number;
  total: number;
  stop: () => void;
}

/** Where something falls: on a step, or between two (behind one; null: before the first). */
export type Landing = { on: string } | { behind: string | null };

/** Files that the page has, or a source that the library knows how to read. */
type Bringing = PictureSource | { files: readonly File[] };

export class Pictures {
  arrivals = $state.raw<readonly Arrival[]>([]);

  constructor(private readonly open: OpenDocument) {}

  /** All of them as one edit. On the step when it has no picture yet, otherwise on new steps behind it (the
   *  core's rule). Gives the step of the last one; null: none came. */
  async bring(bringing: Bringing, to: Target, total = 0): Promise<string | null> {
    const stopper = new AbortController();
    const key = newId();
    const arrival = { key, ...to, what: "", done: 0, total, stop: () => stopper.abort() };
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
      const source = "files" in bringing ? await uploaded(bringing.files, stopper.signal) : bringing;
      const job = { job: "import_pictures" as const, source, document: this.open.id, ...to };
      const { placed, last, warnings, place } = await api.job(job, { progress, signal: stopper.signal });
      for (const warning of warnings) toasts.show(warning, { tone: "bad" });
      this.#gone(key);
      // What has come is seen before it is opened: an editor with all its tools takes a moment to make.
      await seen();
      if (placed && place && !busy) session.seek(place);
      return last;
    } catch (error) {
      const { code, message } = failure(error);
      if (code !== "cancelled") toasts.show(message, { tone: "bad" });
      return null;
    } finally {
      window.removeEventListener("keydown", typing, true);
      this.#gone(key);
    }
  }

  #gone(key: string): void {
    if (this.arrivals.some((each) => each.key === key))
      this.arrivals = this.arrivals.filter((each) => each.key !== key);
  }

  /** Files whose bytes the page has: pasted or dropped in a browser. */
  async upload(files: readonly File[], landing: Landing): Promise<void> {
    const pictures = files.filter((file) => file.type.startsWith("image/") || file.type === "");
    if (!pictures.length) {
      toasts.show(m.steps_no_pictures(), { tone: "bad" });
      return;
    }
    await this.bring({ files: pictures }, this.target(landing), pictures.length);
  }

  async drop({ token, names }: Dropped, landing: Landing): Promise<void> {
    await this.bring({ from: "dropped", token }, this.target(landing), names.length);
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

  async pick(step: string | null): Promise<void> {
    await this.bring({ from: "pick" }, { step, apart: false });
  }

  async paste(step: string | null): Promise<void> {
    await this.bring({ from: "clipboard" }, { step, apart: false }, 1);
  }

  /** Behind the last step they go on: an empty one there is filled first. */
  target(landing: Landing): Target {
    if ("on" in landing) return { step: landing.on, apart: false };
    const last = this.open.steps.at(-1)?.id ?? null;
    if (landing.behind === last) return { step: null, apart: false };
    return { step: landing.behind, apart: true };
  }
}

/** After the next frame; a window that is not seen has none. */
const seen = () =>
  new Promise<void>((done) => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, 250);
  });

async function uploaded(files: readonly File[], signal: AbortSignal): Promise<PictureSource> {
  const tokens: string[] = [];
  for (const file of files) {
    if (signal.aborted) throw new Failure({ code: "cancelled", message: "This was stopped.", detail: null });
    tokens.push(await api.upload(file, file.name));
  }
  return { from: "uploaded", tokens };
}
