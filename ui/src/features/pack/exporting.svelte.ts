/** One export at a time: what is chosen, how far it is, what came of it. */
import { api, failure, type ApiError, type Done, type Export, type JobProgress } from "../../api";
import { keepRendering } from "./choices";

type Result = Done<{ job: "export" } & Export>;

export class Exporting {
  /** What is being written, by its name. */
  name = $state<string | null>(null);
  progress = $state.raw<JobProgress | null>(null);
  result = $state.raw<Result | null>(null);
  failed = $state.raw<ApiError | null>(null);
  /** It was stopped while it was writing; a dialog that was left is no news. */
  stopped = $state(false);
  #stop: AbortController | null = null;
  #last: { what: Export; name: string; key: string } | null = null;

  get shown(): boolean {
    return this.name !== null;
  }
  get running(): boolean {
    return this.name !== null && !this.result && !this.failed && !this.stopped;
  }

  /** `key` is what its size is remembered by. */
  async run(what: Export, name: string, key: string): Promise<void> {
    if (this.running) return;
    this.dismiss();
    this.name = name;
    this.#last = { what, name, key };
    this.#stop = new AbortController();
    try {
      this.result = await api.job(
        { job: "export", ...what },
        { progress: (told) => (this.progress = told), signal: this.#stop.signal },
      );
      const { pages, bytes, pictures } = this.result;
      keepRendering(key, what.format, { pages, bytes, pictures });
    } catch (error) {
      const reason = failure(error);
      if (reason.code !== "cancelled") this.failed = reason;
      else if (this.progress) this.stopped = true;
      else this.dismiss();
    } finally {
      this.#stop = null;
    }
  }

  again(): void {
    const last = this.#last;
    if (last) void this.run(last.what, last.name, last.key);
  }

  stop(): void {
    this.#stop?.abort();
  }

  dismiss(): void {
    this.name = null;
    this.progress = this.result = this.failed = null;
    this.stopped = false;
  }
}

export const exporting = new Exporting();
