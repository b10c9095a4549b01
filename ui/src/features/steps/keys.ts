/** What the keys mean while one writes in a step. */
import type { Step } from "../../api";
import { keyName } from "../../ui/keys";
import type { Cursor } from "../../ui/markdown/writing";
import type { StepsEditing } from "./editing.svelte";
import { pastedSteps } from "./pasting";

/** True: the key was a step's and not the text's. */
export function stepKey(editing: StepsEditing, step: Step, event: KeyboardEvent, ask: () => Cursor): boolean {
  const { shiftKey: shift, altKey: alt } = event;
  const key = keyName(event);
  const mod = event.ctrlKey || event.metaKey;
  const at = editing.steps.findIndex((each) => each.id === step.id);

  if (alt && !mod && !shift && (key === "ArrowUp" || key === "ArrowDown")) {
    editing.shift([step.id], key === "ArrowUp" ? -1 : 1);
    editing.focus(step.id, "keep");
    return true;
  }
  if (key === "Enter" && mod) {
    editing.split(step, ask().halves());
    return true;
  }
  if (key === "Enter" && !shift && !alt) return enter(editing, step, at, ask());
  if (key === "Tab" && !mod && !alt) {
    if (ask().inside) return false;
    editing.indent([step.id], shift ? -1 : 1);
    return true;
  }
  if (mod || alt || shift) return false;

  if (key === "Backspace") {
    const cursor = ask();
    if (!cursor.collapsed || !cursor.atStart || cursor.inside) return false;
    if (cursor.empty) return editing.removeEmpty(step);
    return editing.merge(step);
  }
  if (key === "Delete") {
    const cursor = ask();
    const next = editing.steps[at + 1];
    if (!cursor.collapsed || !cursor.atEnd || !next) return false;
    if (!editing.textOf(next).trim()) return editing.removeEmpty(next);
    return editing.merge(next);
  }
  if (key === "ArrowUp" && at > 0 && ask().firstLine) {
    editing.focus(editing.steps[at - 1]?.id, "end");
    return true;
  }
  if (key === "ArrowDown" && at < editing.steps.length - 1 && ask().lastLine) {
    editing.focus(editing.steps[at + 1]?.id, "start");
    return true;
  }
  return false;
}

function enter(editing: StepsEditing, step: Step, at: number, cursor: Cursor): boolean {
  // In a list, Enter makes the next item; in code, a line.
  if (cursor.inside) return false;
  if (cursor.atStart && cursor.collapsed && !cursor.empty) {
    editing.add(editing.steps[at - 1]?.id ?? null, "", step.depth);
    return true;
  }
  if (cursor.atEnd && cursor.collapsed) editing.add(step.id);
  else editing.split(step, cursor.halves());
  return true;
}

/** Several lines are several steps. True: they were taken. */
export function pasteLines(
  editing: StepsEditing,
  step: Step,
  event: ClipboardEvent,
  ask: () => Cursor,
): boolean {
  const pasted = pastedSteps(event.clipboardData?.getData("text/plain") ?? "");
  const cursor = ask();
  if (!pasted.length || cursor.inside) return false;
  const halves = cursor.halves();
  editing.askAbout(pasted, (taken) => editing.paste(step, halves, taken));
  return true;
}
