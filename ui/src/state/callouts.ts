/** Numbers of callouts: one after the other through the whole document, by the order of its steps, of the
 *  pictures on a step and of the shapes on a picture. The core counts by the same rule. */
import type { Figure, Step } from "../api";

/** By the id of the shape; `first` is the document's first number. */
export function calloutNumbers(
  steps: readonly Pick<Step, "id">[],
  figures: ReadonlyMap<string, readonly Pick<Figure, "shapes">[]>,
  first: number,
): Map<string, number> {
  const numbers = new Map<string, number>();
  let next = first;
  for (const step of steps) {
    for (const figure of figures.get(step.id) ?? []) {
      for (const { id, form } of figure.shapes) {
        if (form.kind !== "number") continue;
        numbers.set(id, form.from ?? next);
        next = (form.from ?? next) + 1;
      }
    }
  }
  return numbers;
}
