/** Which steps of a long document are drawn: those in view and some way around it. Each other one keeps a place
 *  as high as the step is, or as it will be as far as can be told, so that the page is as long as ever. */
import { flushSync, untrack } from "svelte";
import type { Attachment } from "svelte/attachments";
import { SvelteMap } from "svelte/reactivity";
import type { OpenDocument } from "../../state/library.svelte";
import type { StepsEditing } from "./editing.svelte";
import { estimate } from "./heights";

/** So few are all drawn: a document that is not long is whole for whoever searches or reads it aloud. */
const few = 30;
/** How far from what is in view steps are drawn, in heights of the view. */
const around = 1.5;
/** Of steps that are not in view, so many are drawn in one frame: one is more than a quick hand brings up. */
const perFrame = 1;

/** Room for the number, beside the text; CSS pixels. */
const margin = 44;

/** Of the text, as it was last. */
let lastWidth = 716;

/** As the steps were when they were drawn last; CSS pixels. A document that is shown again begins where it was. */
const measured = new WeakMap<OpenDocument, Map<string, number>>();

export class Nearby {
  /** Every step has an entry: whoever asks for one that is missing is told of each change to any other. */
  readonly #drawn = new SvelteMap<string, boolean>();
  readonly #heights: Map<string, number>;
  readonly #places = new Map<string, Element>();
  /** Near what is in view, and not drawn yet. */
  #waiting: readonly string[] = [];
  #frame = 0;

  /** Of the text; what was measured at another one does not count. */
  #width = $state(lastWidth);

  readonly #all: boolean = $derived.by(() => this.editing.steps.length <= few);

  constructor(
    private readonly editing: StepsEditing,
    private readonly scroller: () => HTMLElement | undefined,
    /** Where the page begins; CSS pixels from its top. */
    top: number,
  ) {
    const { open } = editing;
    this.#heights = measured.get(open) ?? new Map<string, number>();
    measured.set(open, this.#heights);
    // What is seen first is drawn before anybody can say what is in view.
    const view = window.innerHeight;
    let y = 0;
    for (const { id } of editing.steps) {
      const height = this.height(id);
      this.#drawn.set(id, y + height > top - view && y < top + 2 * view);
      y += height;
    }
  }

  isDrawn(id: string): boolean {
    return this.#all || this.#drawn.get(id) === true || this.editing.held === id;
  }

  /** In CSS pixels. */
  height(id: string): number {
    const { open } = this.editing;
    const step = open.stepsById.get(id);
    const shown = { width: this.#width, headed: this.editing.handoffs.has(id) };
    return (
      this.#heights.get(id) ?? (step ? estimate(step, open.figures.get(id) ?? [], open.assets, shown) : 0)
    );
  }

  /** On the place of a step, drawn or not. */
  watch(id: string): Attachment {
    return (place) => {
      this.#places.set(id, place);
      untrack(() => {
        if (!this.#drawn.has(id)) this.#drawn.set(id, false);
      });
      this.#later();
      return () => {
        if (this.#places.get(id) === place) this.#places.delete(id);
      };
    };
  }

  /** Once the page is there; call what it returns when it goes. */
  begin(): () => void {
    const scroller = this.scroller();
    const look = () => this.#look();
    // The page grows and shrinks with what is drawn in it; to draw at once would be to be called once more.
    const observer = new ResizeObserver(() => this.#later());
    if (scroller) observer.observe(scroller);
    if (scroller?.firstElementChild) observer.observe(scroller.firstElementChild);
    scroller?.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      scroller?.removeEventListener("scroll", look);
      cancelAnimationFrame(this.#frame);
      this.#frame = 0;
    };
  }

  /** Draws a step at once, wherever it is: somebody is about to go there. */
  reveal(id: string): void {
    if (!this.isDrawn(id)) this.#draw([id]);
  }

  /** Asks few places where they are, and not each of many hundred as an observer of all of them would. */
  #look(): void {
    const { steps } = this.editing;
    const view = this.scroller()?.getBoundingClientRect();
    if (this.#all || !view) return;
    this.#measure();
    const reach = around * view.height;
    const near = new Set<string>();
    for (let at = this.#firstBelow(view.top - reach); at < steps.length; at++) {
      const { id } = steps[at]!;
      const rect = this.#places.get(id)?.getBoundingClientRect();
      if (rect && rect.top > view.bottom + reach) break;
      near.add(id);
    }
    for (const [id, drawn] of [...this.#drawn]) {
      if (!drawn) continue;
      const place = this.#places.get(id);
      // A text that is being written stays, wherever one looks.
      if (near.has(id) || place?.contains(document.activeElement)) continue;
      if (place) {
        this.#heights.set(id, place.getBoundingClientRect().height);
        this.#drawn.set(id, false);
      } else this.#drawn.delete(id);
    }
    this.#waiting = [...near].filter((id) => !this.isDrawn(id));
    this.#next();
  }

  /** A picture is as high as it is wide: where the page has become narrower, all that is known of heights is not. */
  #measure(): void {
    const list = this.#places.values().next().value?.parentElement;
    const width = list ? list.clientWidth - margin : this.#width;
    if (width === this.#width) return;
    this.#still(() => {
      this.#heights.clear();
      this.#width = lastWidth = width;
    });
  }

  #later(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#look();
    });
  }

  /** What is in view at once, the rest little by little. */
  #next(): void {
    const view = this.scroller()?.getBoundingClientRect();
    if (!this.#waiting.length || !view) return;
    const far = (id: string): number => {
      const rect = this.#places.get(id)?.getBoundingClientRect();
      return rect ? Math.max(0, view.top - rect.bottom, rect.top - view.bottom) : Infinity;
    };
    const nearest = this.#waiting.map((id) => ({ id, far: far(id) })).sort((a, b) => a.far - b.far);
    const inView = nearest.filter((each) => each.far === 0).length;
    this.#draw(nearest.slice(0, Math.max(inView, perFrame)).map(({ id }) => id));
    this.#later();
  }

  #draw(ids: readonly string[]): void {
    this.#still(() => ids.forEach((id) => this.#drawn.set(id, true)));
  }

  /** Steps that turn out higher or lower than their places move nothing that is in view. */
  #still(change: () => void): void {
    const scroller = this.scroller();
    const anchor = scroller && this.editing.steps[this.#firstBelow(scroller.getBoundingClientRect().top)]?.id;
    const top = () => (anchor ? this.#places.get(anchor)?.getBoundingClientRect().top : undefined);
    const before = top();
    flushSync(change);
    const after = top();
    if (scroller && before !== undefined && after !== undefined && Math.abs(after - before) >= 1)
      scroller.scrollTop += after - before;
  }

  /** Index of the first step that reaches below `y`. They stand in their order, so that few need be asked. */
  #firstBelow(y: number): number {
    const { steps } = this.editing;
    let [low, high] = [0, steps.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const rect = this.#places.get(steps[middle]!.id)?.getBoundingClientRect();
      if (rect && rect.bottom > y) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
