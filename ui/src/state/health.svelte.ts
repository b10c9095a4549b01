/** What the health rules found, as far as it was asked for: of the open document after each change, of the
 *  whole library by a job. */
import { SvelteMap } from "svelte/reactivity";
import { api, failure, type DocumentId, type Finding, type JobProgress } from "../api";

export class Health {
  readonly #found = new SvelteMap<DocumentId, readonly Finding[]>();
  /** When the whole library was checked, in milliseconds since 1970. */
  checkedAt = $state<number | null>(null);
  progress = $state.raw<JobProgress | null>(null);
  checking = $state(false);
  #stop: AbortController | null = null;

  of(document: DocumentId): readonly Finding[] {
    return this.#found.get(document) ?? [];
  }

  /** Worth a person's while: notes are not counted. */
  weight(document: DocumentId): number {
    return this.of(document).filter(({ severity }) => severity !== "note").length;
  }

  get all(): Finding[] {
    return [...this.#found.values()].flat();
  }

  async refresh(document: DocumentId): Promise<void> {
    try {
      this.#found.set(document, await api.read({ query: "findings", document }));
    } catch {
      this.#found.delete(document);
    }
  }

  /** The whole library. Rejects with the reason, unless it was stopped. */
  async check(): Promise<void> {
    if (this.checking) return;
    this.checking = true;
    this.#stop = new AbortController();
    try {
      const { findings } = await api.job(
        { job: "check_library" },
        { progress: (told) => (this.progress = told), signal: this.#stop.signal },
      );
      const byDocument = new Map<DocumentId, Finding[]>();
      for (const finding of findings) {
        byDocument.set(finding.document, [...(byDocument.get(finding.document) ?? []), finding]);
      }
      for (const id of this.#found.keys()) if (!byDocument.has(id)) this.#found.delete(id);
      for (const [id, found] of byDocument) this.#found.set(id, found);
      this.checkedAt = Date.now();
    } catch (error) {
      if (failure(error).code !== "cancelled") throw error;
    } finally {
      this.checking = false;
      this.progress = null;
      this.#stop = null;
    }
  }

  stop(): void {
    this.#stop?.abort();
  }

  clear(): void {
    this.stop();
    this.#found.clear();
    this.checkedAt = null;
  }
}

export const health = new Health();

const order = { problem: 0, warning: 1, note: 2 } as const;

/** The gravest first. */
export const byGravity = (a: Finding, b: Finding): number => order[a.severity] - order[b.severity];
