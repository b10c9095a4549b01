/** The notices of the window. */
import { m } from "../i18n";
import { Toasts } from "../ui/toasts.svelte";
import { library, type LibraryMirror } from "./library.svelte";

export const toasts = new Toasts();

/** Tells of the edit that was kept just now, and offers to take it back while an undo would take back that one
 *  and no other. */
export function tellEdit(text: string, mirror: LibraryMirror = library): void {
  const revision = mirror.state?.revision;
  toasts.show(text, {
    action: { label: m.ui_undo(), run: () => void mirror.undo(revision) },
    holds: () => mirror.state?.revision === revision,
  });
}
