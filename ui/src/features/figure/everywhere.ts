/** Hiding the same place in every screenshot of a document. */
import type { Edit, Figure, Shape } from "../../api";
import { newId } from "../../state/ids";

/** The edits that put this redaction on all other pictures; none on one that has it at that place already. */
export function hiddenEverywhere(shape: Shape, figures: Iterable<Figure>): Edit[] {
  if (shape.form.kind !== "redaction") return [];
  const { rect } = shape.form;
  const isThere = (figure: Figure) =>
    figure.shapes.some(({ form }) => {
      if (form.kind !== "redaction") return false;
      const { x, y, width, height } = form.rect;
      const near = 1e-6;
      return (
        x <= rect.x + near &&
        y <= rect.y + near &&
        x + width >= rect.x + rect.width - near &&
        y + height >= rect.y + rect.height - near
      );
    });
  return [...figures]
    .filter((figure) => !isThere(figure))
    .map((figure) => ({
      edit: "add_shapes",
      figure: figure.id,
      shapes: [{ ...shape, id: newId() }],
    }));
}
