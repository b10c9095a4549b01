/** Short notices that leave by themselves. A toast is for what just happened and how to take it back;
 *  what must be read stays in the status line or the inspector. */

export interface Toast {
  id: number;
  text: string;
  tone: "plain" | "bad";
  action?: { label: string; run: () => void };
  /** It is withdrawn as soon as this is no longer so. */
  holds?: () => boolean;
}

export interface ToastOptions {
  tone?: Toast["tone"];
  action?: Toast["action"];
  holds?: Toast["holds"];
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
  #shown = $state<Toast[]>([]);
  readonly list: readonly Toast[] = $derived(this.#shown.filter(({ holds }) => holds?.() ?? true));
  #clocks = new Map<number, Clock>();
  #last = 0;
  /** Those that the pointer or the focus is on. */
  #held = new Set<number>();

  show(text: string, { tone = "plain", action, holds, stay }: ToastOptions = {}): number {
    const id = ++this.#last;
    this.#shown.push({ id, text, tone, ...(action && { action }), ...(holds && { holds }) });
    while (this.list.length > most) this.dismiss(this.list[0]!.id);
    this.#clocks.set(id, {
      remaining: stay ?? (tone === "bad" ? errorStay : usualStay),
      since: 0,
      timer: undefined,
    });
    if (this.#held.size === 0) this.#run(id);
    return id;
  }

  dismiss(id: number): void {
    clearTimeout(this.#clocks.get(id)?.timer);
    this.#clocks.delete(id);
    this.#shown = this.#shown.filter((toast) => toast.id !== id);
    this.resume(id);
  }

  act(id: number): void {
    const toast = this.list.find((one) => one.id === id);
    this.dismiss(id);
    toast?.action?.run();
  }

  /** While the pointer or the focus is on one of them, none leaves. */
  pause(id: number): void {
    const paused = this.#held.size > 0;
    this.#held.add(id);
    if (paused) return;
    for (const clock of this.#clocks.values()) {
      clearTimeout(clock.timer);
      clock.remaining -= Date.now() - clock.since;
    }
  }

  /** Neither is on this one any more, or it is gone. */
  resume(id: number): void {
    if (!this.#held.delete(id) || this.#held.size > 0) return;
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
