/** The pages of the pack that is being put together, laid out anew after each choice. */
import { api, failure, type Pack } from "../../api";

/** Someone who types or ticks on is not done (ms). */
const pause = 120;

export interface Laid {
  /** Names the pages in their addresses. */
  id: string;
  /** Width and height of each, in points. */
  pages: readonly (readonly [number, number])[];
}

export class Previewing {
  /** The latest that was laid out; it stays while the next one is on its way. */
  laid = $state.raw<Laid | null>(null);
  busy = $state(false);
  failed = $state.raw<string | null>(null);
  #stop: AbortController | null = null;
  #soon: ReturnType<typeof setTimeout> | undefined;

  /** What was asked for before is stopped. */
  ask(pack: Pack): void {
    this.#leave();
    const stop = new AbortController();
    this.#stop = stop;
    this.busy = true;
    this.#soon = setTimeout(() => void this.#layOut(pack, stop.signal), pause);
  }

  /** There is nothing to show. */
  clear(): void {
    this.#leave();
    this.laid = this.failed = null;
    this.busy = false;
  }

  /** Lets the pages go. */
  close(): void {
    this.clear();
    void api.job({ job: "close_preview" }).catch(() => undefined);
  }

  #leave(): void {
    clearTimeout(this.#soon);
    this.#stop?.abort();
    this.#stop = null;
  }

  async #layOut(pack: Pack, signal: AbortSignal): Promise<void> {
    try {
      const { preview, pages } = await api.job({ job: "preview_pack", pack }, { signal });
      if (signal.aborted) return;
      this.laid = { id: preview, pages };
      this.failed = null;
    } catch (error) {
      if (signal.aborted) return;
      this.laid = null;
      this.failed = failure(error).message;
    }
    this.busy = false;
  }
}
