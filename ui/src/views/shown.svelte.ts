/** The document in front, with its editor. The last one stays until the next one is here, so that nothing
 *  flickers between two documents. */
import { failure, type ApiError, type DocumentId, type DocumentKind } from "../api";
import { library, type OpenDocument } from "../state/library.svelte";
import { session } from "../state/session.svelte";
import { editingOf, type Editing } from "./editors";
import { firstFrame } from "./ready";

class Shown {
  open = $state.raw<OpenDocument | null>(null);
  editing = $state.raw<Editing | null>(null);
  failed = $state.raw<ApiError | null>(null);
  /** What the editor is for. */
  kind: DocumentKind | null = null;
  #turn = 0;

  async show(id: DocumentId): Promise<void> {
    const turn = ++this.#turn;
    try {
      const row = library.documents.get(id);
      const reading = library.open(id);
      await firstFrame;
      // The code comes while the document is read.
      const early = row ? editingOf(row.kind) : null;
      const open = await reading;
      const editing = await (row?.kind === open.document.kind && early
        ? early
        : editingOf(open.document.kind));
      if (turn !== this.#turn) return;
      if (this.open !== open) {
        session.clear();
        session.tool = session.zoom = session.counts = null;
      }
      this.failed = null;
      this.open = open;
      this.editing = editing;
      this.kind = open.document.kind;
    } catch (error) {
      if (turn !== this.#turn) return;
      this.open = this.editing = null;
      this.failed = failure(error);
    }
  }

  leave(): void {
    this.#turn++;
    this.open = this.editing = null;
    this.failed = null;
    session.clear();
    session.tool = session.zoom = session.counts = null;
  }
}

export const shown = new Shown();
