/** Which steps of a long document are drawn: those in view and some way around it. Each other one keeps a place
 *  as high as the step is, or as it will be as far as can be told, so that the page is as long as ever. */
import { flushSync, untrack } from "svelte";
import type { Attachment } from "svelte/attachments";
import { SvelteSet } from "svelte/reactivity";
import type { OpenDocument } from "../../state/library.svelte";
import type { StepsEditing } from "./editing.svelte";
import { estimate } from "./heights";

/** So few are all drawn: a document that is not long is whole for whoever searches or reads it aloud. */
const few = 30;
/** How far from what is in view steps are drawn, in heights of the view. */
const around = 1.5;
/** Of steps that are not in view, so many are drawn in one frame. */
const perFrame = 1;

/** Room for the number, beside the text; CSS pixels. */
const margin = 44;

/** Of the text, as it was last. */
let lastWidth = 716;

/** As the steps were when they were drawn last; CSS pixels. A document that is shown again begins where it was. */
const measured = new WeakMap<OpenDocument, Map<string, number>>();

export class Nearby {
  readonly #drawn = new SvelteSet<string>();
  readonly #heights: Map<string, number>;
  readonly #places = new Map<string, Element>();
  readonly #waiting = new Set<string>();
  #observer: IntersectionObserver | null = null;
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
      if (y + height > top - view && y < top + 2 * view) this.#drawn.add(id);
      y += height;
    }
  }

  isDrawn(id: string): boolean {
    return this.#all || this.#drawn.has(id) || this.editing.held === id;
  }

  /** In CSS pixels. */
  height(id: string): number {
    const { open } = this.editing;
    const step = open.stepsById.get(id);
    // Who does it is told anew with each edit of any step, and what it adds is a line.
    const headed = untrack(() => this.editing.handoffs.has(id));
    const shown = { width: this.#width, headed };
    return (
      this.#heights.get(id) ?? (step ? estimate(step, open.figures.get(id) ?? [], open.assets, shown) : 0)
    );
  }

  /** On the place of a step, drawn or not. */
  watch(id: string): Attachment {
    return (place) => {
      this.#observer ??= new IntersectionObserver((entries) => this.#seen(entries), {
        root: this.scroller() ?? null,
        rootMargin: `${around * 100}% 0px`,
      });
      this.#places.set(id, place);
      this.#observer.observe(place);
      return () => {
        this.#observer?.unobserve(place);
        if (this.#places.get(id) === place) this.#places.delete(id);
      };
    };
  }

  /** Draws a step at once, wherever it is: somebody is about to go there. */
  reveal(id: string): void {
    if (!this.isDrawn(id)) this.#draw([id]);
  }

  /** Once the page is there; call what it returns when it goes. */
  begin(): () => void {
    const sizes = new ResizeObserver(() => this.#measure());
    const scroller = this.scroller();
    if (scroller) sizes.observe(scroller);
    return () => {
      sizes.disconnect();
      cancelAnimationFrame(this.#frame);
      this.#observer?.disconnect();
    };
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

  #seen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting, boundingClientRect: rect } of entries) {
      const id = (target as HTMLElement).dataset.step!;
      // The place may have been taken by another one since.
      if (this.#places.get(id) !== target) continue;
      if (isIntersecting) {
        if (!this.isDrawn(id)) this.#waiting.add(id);
        continue;
      }
      this.#waiting.delete(id);
      // A text that is being written stays, wherever one looks.
      if (this.#all || !this.#drawn.has(id) || target.contains(document.activeElement)) continue;
      this.#heights.set(id, rect.height);
      this.#drawn.delete(id);
    }
    this.#next();
  }

  /** What is in view at once, the rest little by little. */
  #next(): void {
    const view = this.scroller()?.getBoundingClientRect();
    if (!this.#waiting.size || !view) return;
    const far = (id: string): number => {
      const rect = this.#places.get(id)?.getBoundingClientRect();
      return rect ? Math.max(0, view.top - rect.bottom, rect.top - view.bottom) : Infinity;
    };
    const nearest = [...this.#waiting].map((id) => ({ id, far: far(id) })).sort((a, b) => a.far - b.far);
    const inView = nearest.filter((each) => each.far === 0).length;
    const ids = nearest.slice(0, Math.max(inView, perFrame)).map(({ id }) => id);
    for (const id of ids) this.#waiting.delete(id);
    this.#draw(ids);
    cancelAnimationFrame(this.#frame);
    if (this.#waiting.size) this.#frame = requestAnimationFrame(() => this.#next());
  }

  #draw(ids: readonly string[]): void {
    this.#still(() => ids.forEach((id) => this.#drawn.add(id)));
  }

  /** Steps that turn out higher or lower than their places move nothing that is in view. */
  #still(change: () => void): void {
    const scroller = this.scroller();
    const anchor = scroller && this.#firstInView(scroller);
    const top = () => (anchor ? this.#places.get(anchor)?.getBoundingClientRect().top : undefined);
    const before = top();
    flushSync(change);
    const after = top();
    if (scroller && before !== undefined && after !== undefined && Math.abs(after - before) >= 1)
      scroller.scrollTop += after - before;
  }

  #firstInView(scroller: HTMLElement): string | undefined {
    const { top } = scroller.getBoundingClientRect();
    return this.editing.steps.find(({ id }) => {
      const rect = this.#places.get(id)?.getBoundingClientRect();
      return rect !== undefined && rect.bottom > top;
    })?.id;
  }
}
