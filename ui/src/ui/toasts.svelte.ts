/** Short notices that leave by themselves. A toast is for what just happened and how to take it back;
 *  what must be read stays in the status line or the inspector. */

export interface Toast {
  id: number;
  text: string;
  tone: "plain" | "bad";
  action?: { label: string; run: () => void };
}

export interface ToastOptions {
  tone?: Toast["tone"];
  action?: Toast["action"];
  /** Milliseconds until it leaves. */
  stay?: number;
}

/** At most this many at once; the oldest makes room. */
const most = 3;
const usualStay = 6_000;
const errorStay = 12_000;

interface Clock {
  remaining: number;
  since: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

export class Toasts {
  list = $state<Toast[]>([]);
  #clocks = new Map<number, Clock>();
  #last = 0;
  #paused = false;

  show(text: string, { tone = "plain", action, stay }: ToastOptions = {}): number {
    const id = ++this.#last;
    this.list.push({ id, text, tone, ...(action && { action }) });
    while (this.list.length > most) this.dismiss(this.list[0]!.id);
    this.#clocks.set(id, {
      remaining: stay ?? (tone === "bad" ? errorStay : usualStay),
      since: 0,
      timer: undefined,
    });
    if (!this.#paused) this.#run(id);
    return id;
  }

  dismiss(id: number): void {
    clearTimeout(this.#clocks.get(id)?.timer);
    this.#clocks.delete(id);
    this.list = this.list.filter((toast) => toast.id !== id);
    if (!this.list.length) this.#paused = false;
  }

  act(id: number): void {
    const toast = this.list.find((one) => one.id === id);
    this.dismiss(id);
    toast?.action?.run();
  }

  /** While the pointer or the focus is on them, none leaves. */
  pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    for (const clock of this.#clocks.values()) {
      clearTimeout(clock.timer);
      clock.remaining -= Date.now() - clock.since;
    }
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    for (const id of this.#clocks.keys()) this.#run(id);
  }

  #run(id: number): void {
    const clock = this.#clocks.get(id);
    if (!clock) return;
    clock.since = Date.now();
    // Someone who just looked at it gets a moment more, however little was left.
    clock.timer = setTimeout(() => this.dismiss(id), Math.max(1_000, clock.remaining));
  }
}
