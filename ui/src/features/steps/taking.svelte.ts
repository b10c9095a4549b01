/** Screenshots of the watched folder on their way into the document that is shown. */
import type { Shot } from "../../api";
import { session } from "../../state/session.svelte";
import { watch, type Taker } from "../../state/watch.svelte";
import type { StepsEditing } from "./editing.svelte";
import type { Landing, Pictures } from "./pictures.svelte";
import { landingAt } from "./places";

/** How far the pointer goes before a press is a drag; CSS pixels. */
const slack = 4;

/** What is dragged out of the tray, and where it is; CSS pixels. */
export interface Dragging {
  shot: Shot;
  x: number;
  y: number;
}

export class Taking implements Taker {
  dragging = $state.raw<Dragging | null>(null);
  /** Where it would fall. */
  over = $state.raw<{ step: string | null; line: number | null } | null>(null);

  /** The step of the last one that became a step by itself, while nothing else was chosen since. */
  #after: { step: string; selection: unknown } | null = null;

  constructor(
    private readonly editing: StepsEditing,
    private readonly pictures: Pictures,
    private readonly list: () => HTMLElement | undefined,
  ) {}

  /** The step that a paste would go to. */
  get #current(): string | null {
    const { selected, held, open } = this.editing;
    return [...selected].at(-1) ?? held ?? open.steps.at(-1)?.id ?? null;
  }

  accept = (ids: number[]): void => {
    void this.pictures.bring({ from: "watched", ids }, { step: this.#current, apart: false }, ids.length);
  };

  acceptNext = (): void => {
    const next = watch.waiting[0];
    if (next) this.accept([next.id]);
  };

  acceptAll = (): void => {
    const { total } = watch.state ?? { total: 0 };
    void this.pictures.bring({ from: "watched", ids: null }, { step: this.#current, apart: false }, total);
  };

  append = async (ids: number[]): Promise<boolean> => {
    const after = this.#after;
    const follows =
      after && after.selection === session.selection && this.editing.open.stepsById.has(after.step);
    const behind = follows ? after.step : this.#current;
    const last = await this.pictures.bring(
      { from: "watched", ids },
      this.pictures.target({ behind }),
      ids.length,
    );
    this.#after = last === null ? null : { step: last, selection: session.selection };
    return last !== null;
  };

  /** A press on a waiting screenshot: a click takes it to the current step, a drag to where it falls. */
  press(event: PointerEvent, shot: Shot): void {
    if (event.button !== 0) return;
    event.preventDefault();
    const from = { x: event.clientX, y: event.clientY };
    let landing: Landing | null = null;
    const move = ({ clientX: x, clientY: y }: PointerEvent) => {
      if (!this.dragging && Math.hypot(x - from.x, y - from.y) < slack) return;
      this.dragging = { shot, x, y };
      landing = this.#look(x, y);
    };
    const end = () => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", up);
      window.removeEventListener("pointercancel", end);
      window.removeEventListener("keydown", key, true);
      this.dragging = null;
      this.over = null;
    };
    const up = () => {
      const dragged = this.dragging !== null;
      end();
      if (!dragged) this.accept([shot.id]);
      else if (landing) {
        void this.pictures.bring({ from: "watched", ids: [shot.id] }, this.pictures.target(landing), 1);
      }
    };
    const key = (pressed: KeyboardEvent) => {
      if (pressed.key !== "Escape") return;
      pressed.preventDefault();
      pressed.stopPropagation();
      end();
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", up);
    window.addEventListener("pointercancel", end);
    window.addEventListener("keydown", key, true);
  }

  #look(x: number, y: number): Landing | null {
    const list = this.list();
    const rect = list?.closest("[data-scroll]")?.getBoundingClientRect();
    this.over = null;
    if (!list || !rect || x < rect.left || x > rect.right || y < rect.top || y > rect.bottom) return null;
    const { landing, line } = landingAt(list, y);
    this.over = { step: "on" in landing ? landing.on : null, line };
    return landing;
  }
}
