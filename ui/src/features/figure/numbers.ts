/** Numbers of callouts: 1, 2, 3 through the whole document, by the order of its steps, of the pictures on a
 *  step and of the shapes on a picture. The core counts by the same rule. */
import type { Figure, Step } from "../../api";

/** By the id of the shape. */
export function calloutNumbers(
  steps: readonly Pick<Step, "id">[],
  figures: ReadonlyMap<string, readonly Pick<Figure, "shapes">[]>,
): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const step of steps) {
    for (const figure of figures.get(step.id) ?? []) {
      for (const shape of figure.shapes) {
        if (shape.form.kind === "number") numbers.set(shape.id, numbers.size + 1);
      }
    }
  }
  return numbers;
}
