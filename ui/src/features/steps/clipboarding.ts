/** Copy, cut and paste of whole steps: within a document, between documents, and between windows. */
import type { Edit } from "../../api";
import { m } from "../../i18n";
import { library } from "../../state/library.svelte";
import { session } from "../../state/session.svelte";
import { toasts } from "../../state/toasts";
import { putForms, useClipboard, type ClipboardAnswers, type ClipboardWay } from "../../ui/clipboard";
import { pasteOf, readClip, stepsType, writeClip, type Clip } from "./clip";
import type { StepsClipboard, StepsEditing } from "./editing.svelte";

export class Clipboarding implements StepsClipboard {
  #answers: ClipboardAnswers | null = null;

  constructor(
    private readonly editing: StepsEditing,
    /** Whether keys are meant for the page. */
    private readonly here: () => boolean,
  ) {}

  /** Answers the page's events until the function that it gives is called. */
  listen(): () => void {
    this.#answers = useClipboard({
      here: this.here,
      copy: (data, cut) => this.#copy(data, cut),
      paste: (data) => this.pasted(data, null),
    });
    return this.#answers.end;
  }

  call(how: ClipboardWay): void {
    this.#answers?.call(how);
  }

  pasted(data: DataTransfer | null, at: string | null): boolean {
    const clip = this.editing.editable ? readClip(data) : null;
    if (clip) void this.#paste(clip, at);
    return clip !== null;
  }

  #copy(data: DataTransfer, cut: boolean): boolean {
    const ids = [...this.editing.selected];
    if (!ids.length) return false;
    putForms(data, stepsType, writeClip(this.editing.clip(ids)));
    if (cut && this.editing.editable) this.editing.remove(ids, "cut_steps");
    return true;
  }

  async #paste(clip: Clip, at: string | null): Promise<void> {
    const { editing } = this;
    const { open, selected, held } = editing;
    const step = open.stepsById.get(at ?? [...selected].at(-1) ?? held ?? open.steps.at(-1)?.id ?? "");
    const after = step ? editing.withFamilies([step.id]).at(-1)!.id : null;
    const paste = pasteOf(clip, open.id, after, step?.depth ?? 0);
    // An empty step was made for what comes.
    const edit: Edit =
      step && editing.isEmpty(step)
        ? { edit: "together", label: "paste_steps", edits: [paste, { edit: "delete_steps", ids: [step.id] }] }
        : paste;
    const changed = await library.edit(edit);
    if (!changed) return;
    const ids = paste.steps.map(({ id }) => id);
    session.select("step", ids);
    editing.focusNumber(ids[0]);
    const came = new Set(
      changed.upserts.flatMap(({ table, record }) => (table === "figure" ? [record.id] : [])),
    );
    const missing = (paste.figures ?? []).filter(({ id }) => !came.has(id)).length;
    if (missing) toasts.show(m.steps_pasted_without_pictures({ count: missing }), { tone: "bad" });
  }
}
