/** The order in which edits leave the window: that in which they were made, however long a text that is being
 *  typed takes to be kept. Knows no library. */

type Flush = () => Promise<void>;

export class Turns {
  readonly #drafts = new Set<Flush>();
  #last: Promise<void> = Promise.resolve();

  /** Resolves when all edits that were made until now are answered: what is typed into what they make has to
   *  come after them. */
  get answered(): Promise<void> {
    return this.#last;
  }

  /** A field that holds text; call what it returns when the field goes. */
  holds(flush: Flush): () => void {
    this.#drafts.add(flush);
    return () => this.#drafts.delete(flush);
  }

  /** Keeps what is being typed anywhere, after the edits that were made. Rejects where it could not be. */
  async flush(): Promise<void> {
    await this.#last;
    await Promise.all([...this.#drafts].map((flush) => flush()));
  }

  /** Sends when all that was done before is answered, and what was being typed then is kept: two messages on
   *  their way at once may overtake each other. A text that cannot be kept stays with its field and holds
   *  nobody up. */
  async take<T>(send: () => Promise<T>): Promise<T> {
    const before = this.#last;
    const drafts = [...this.#drafts];
    let done = () => {};
    this.#last = new Promise((resolve) => (done = resolve));
    try {
      await before;
      await Promise.allSettled(drafts.map((flush) => flush()));
      return await send();
    } finally {
      done();
    }
  }

  clear(): void {
    this.#drafts.clear();
  }
}
