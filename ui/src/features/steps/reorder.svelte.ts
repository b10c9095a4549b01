/** Dragging steps by their handle: pointer events, a line where they would fall, the page scrolls along. */
import type { StepsEditing } from "./editing.svelte";
import { gapAt, scrollAtEdge } from "./places";

/** How far the pointer goes before a press is a drag; CSS pixels. */
const slack = 4;

export class Reorder {
  /** What is being dragged. */
  ids = $state.raw<readonly string[]>([]);
  /** Where it would fall, from the list's top in CSS pixels. */
  line = $state<number | null>(null);

  constructor(
    private readonly editing: StepsEditing,
    private readonly list: () => HTMLElement | undefined,
  ) {}

  begin(event: PointerEvent, id: string): void {
    if (event.button !== 0) return;
    event.preventDefault();
    const from = event.clientY;
    let y = from;
    let behind: string | null | undefined;
    let frame = 0;

    const scroller = this.list()?.closest<HTMLElement>("[data-scroll]");
    const look = () => {
      const list = this.list();
      if (!list) return;
      const gap = gapAt(list, y);
      behind = gap.behind;
      this.line = gap.line;
    };
    const scroll = () => {
      if (!scroller || !this.ids.length) return;
      if (scrollAtEdge(scroller, y)) look();
      frame = requestAnimationFrame(scroll);
    };
    const move = (moved: PointerEvent) => {
      y = moved.clientY;
      if (!this.ids.length) {
        if (Math.abs(y - from) < slack) return;
        this.ids = this.editing.selected.has(id) ? [...this.editing.selected] : [id];
        frame = requestAnimationFrame(scroll);
      }
      look();
    };
    const end = (keep: boolean) => {
      cancelAnimationFrame(frame);
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", up);
      window.removeEventListener("pointercancel", cancel);
      window.removeEventListener("keydown", key, true);
      const { ids } = this;
      this.ids = [];
      this.line = null;
      if (keep && ids.length && behind !== undefined) this.editing.move(ids, this.#target(ids, behind));
    };
    const up = () => end(true);
    const cancel = () => end(false);
    const key = (pressed: KeyboardEvent) => {
      if (pressed.key !== "Escape") return;
      pressed.preventDefault();
      pressed.stopPropagation();
      end(false);
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", up);
    window.addEventListener("pointercancel", cancel);
    window.addEventListener("keydown", key, true);
  }

  /** The nearest step at or above the gap that is not itself dragged. */
  #target(ids: readonly string[], behind: string | null): string | null {
    const { steps } = this.editing;
    let at = steps.findIndex((step) => step.id === behind);
    while (at >= 0 && ids.includes(steps[at]!.id)) at--;
    return steps[at]?.id ?? null;
  }
}
