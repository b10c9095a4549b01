/** Fields that keep what is typed in them as edits: one visit, one undo. */
import { failure, type Edit } from "../api";
import type { Keep } from "../ui/typing/keep";
import { Draft } from "./draft";
import { newId } from "./ids";
import { library, type LibraryMirror } from "./library.svelte";

/** `edit` makes the edit that sets the field to a text. */
export function typing(edit: (text: string) => Edit, mirror: LibraryMirror = library): Keep {
  return () => {
    const focus = newId();
    // The record may be just being made.
    const made = mirror.answered;
    const commit = async (text: string) => {
      await made;
      try {
        await mirror.type(edit(text), focus);
      } catch (error) {
        // Where the record is gone, there is nothing to hold the text for; the person has been told.
        if (failure(error).code !== "not_found") throw error;
      }
    };
    const draft = new Draft({ commit, onpending: mirror.pending });
    const leave = mirror.holdsText(() => draft.flush());
    return {
      type: (text) => draft.type(text),
      async end() {
        // A text that could not be kept stays with the library, which tries again before it closes.
        await draft.flush();
        leave();
      },
    };
  };
}
