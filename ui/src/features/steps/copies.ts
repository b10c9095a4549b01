/** Copies of steps, made of the edits that there are. */
import type { Edit, Figure, Step, StepChange } from "../../api";
import { newId } from "../../state/ids";

/** What a copy has besides its text: its other fields, and its pictures with their marks. */
export function restOfCopy(copy: Step, figures: readonly Figure[]): Edit[] {
  const set = (change: StepChange): Edit => ({ edit: "update_step", id: copy.id, change });
  const edits: Edit[] = [];
  if (copy.role) edits.push(set({ field: "role", value: copy.role }));
  if (copy.expected) edits.push(set({ field: "expected", value: copy.expected }));
  if (copy.why) edits.push(set({ field: "why", value: copy.why }));
  if (copy.callouts.length) edits.push(set({ field: "callouts", value: copy.callouts }));
  if (copy.recording) edits.push(set({ field: "recording", value: copy.recording }));
  if (copy.page_break) edits.push(set({ field: "page_break", value: true }));
  let before: string | null = null;
  for (const figure of figures) {
    const id = newId();
    const aside = newId();
    const picture = { figure: id, asset: figure.asset, step: aside };
    edits.push({
      edit: "place_pictures",
      document: copy.document,
      step: copy.id,
      apart: false,
      pictures: [picture],
    });
    if (before) {
      // A second picture was put on a step of its own: it comes back to its first one.
      edits.push({ edit: "move_figure", id, step: copy.id, after: before });
      edits.push({ edit: "delete_steps", ids: [aside] });
    }
    const change = (change: Extract<Edit, { edit: "update_figure" }>["change"]): Edit => ({
      edit: "update_figure",
      id,
      change,
    });
    if (figure.alt) edits.push(change({ field: "alt", value: figure.alt }));
    if (figure.caption) edits.push(change({ field: "caption", value: figure.caption }));
    if (figure.crop) edits.push(change({ field: "crop", value: figure.crop }));
    const shapes = figure.shapes.map((shape) => ({ ...shape, id: newId() }));
    if (shapes.length) edits.push({ edit: "add_shapes", figure: id, shapes });
    before = id;
  }
  return edits;
}
