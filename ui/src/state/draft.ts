/** The typing rule: a text that is being typed belongs to its field; it is committed one second after the
 *  last key, every three seconds while typing goes on, and when the field is left or closed.
 *  Knows no component and no library: what it commits to is given to it. */

/** Milliseconds. */
const idleAfter = 1_000;
const atLeastEvery = 3_000;

export interface DraftOptions {
  /** Keeps the text. A rejection leaves it uncommitted: the next key, or flush(), tries again. */
  commit: (text: string) => void | Promise<void>;
  /** Told of a rejection from a commit that a timer began; flush() rejects by itself. */
  onerror?: (error: unknown) => void;
  /** Told when there begins to be text that is not committed, and when there is none any more. */
  onpending?: (pending: boolean) => void;
}

export class Draft {
  #text: string | null = null;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #steady: ReturnType<typeof setTimeout> | undefined;
  /** Commits follow each other, so that an older text never overtakes a newer one. */
  #running: Promise<void> = Promise.resolve();

  constructor(private readonly options: DraftOptions) {}

  /** Whether there is text that is not committed yet. */
  get pending(): boolean {
    return this.#text !== null;
  }

  /** After each key, with the whole text. */
  type(text: string): void {
    this.#hold(text);
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#later(), idleAfter);
    this.#steady ??= setTimeout(() => this.#later(), atLeastEvery);
  }

  /** On blur, on close and before anything that reads what was typed: commits now, and resolves when all
   *  that was typed is kept. Rejects where it could not be, and still holds the text then. */
  flush(): Promise<void> {
    this.#stop();
    const run = this.#running.then(() => this.#commit());
    this.#running = run.catch(() => undefined);
    return run;
  }

  /** Esc: forgets what was typed since the last commit. */
  cancel(): void {
    this.#stop();
    this.#hold(null);
  }

  #hold(text: string | null): void {
    const before = this.pending;
    this.#text = text;
    if (before !== this.pending) this.options.onpending?.(this.pending);
  }

  #later(): void {
    this.flush().catch((error: unknown) => this.options.onerror?.(error));
  }

  async #commit(): Promise<void> {
    const text = this.#text;
    if (text === null) return;
    this.#hold(null);
    try {
      await this.options.commit(text);
    } catch (error) {
      // Unless a newer text has come meanwhile, this one is still what the person wrote.
      if (this.#text === null) this.#hold(text);
      throw error;
    }
  }

  #stop(): void {
    clearTimeout(this.#idle);
    clearTimeout(this.#steady);
    this.#idle = this.#steady = undefined;
  }
}
