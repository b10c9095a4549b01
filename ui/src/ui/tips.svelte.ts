/** One explanation for the whole window, of what the pointer rests on or what the keyboard has come to. An
 *  element says with `data-tip` that it has one: a hundred buttons cost no more than one. */

type Side = "top" | "right" | "bottom" | "left";

export interface Tip {
  anchor: HTMLElement;
  text: string;
  keys: string | undefined;
  side: Side;
}

/** Milliseconds of rest before the first, and after one within which the next comes at once. */
const delay = 500;
const goesOn = 300;

export class Tips {
  shown = $state.raw<Tip | null>(null);
  #anchor: HTMLElement | null = null;
  #timer = 0;
  #left = 0;

  over(target: EventTarget | null): void {
    const anchor = anchorOf(target);
    if (anchor === this.#anchor) return;
    this.hide();
    if (!anchor) return;
    this.#anchor = anchor;
    const wait = performance.now() - this.#left < goesOn ? 0 : delay;
    this.#timer = window.setTimeout(() => this.#show(anchor), wait);
  }

  /** The keyboard shows it at once; a press has its effect instead. */
  focused(target: EventTarget | null): void {
    const anchor = anchorOf(target);
    if (!anchor?.matches(":focus-visible")) return;
    this.hide();
    this.#anchor = anchor;
    this.#show(anchor);
  }

  hide(): void {
    window.clearTimeout(this.#timer);
    if (this.shown) this.#left = performance.now();
    this.shown = null;
    this.#anchor = null;
  }

  /** The press is on the same button still: it says nothing more until the pointer has been elsewhere. */
  pressed(): void {
    const anchor = this.#anchor;
    this.hide();
    this.#anchor = anchor;
  }

  #show(anchor: HTMLElement): void {
    const { tip = "", tipKeys, tipSide = "bottom" } = anchor.dataset;
    if (anchor.isConnected && tip) this.shown = { anchor, text: tip, keys: tipKeys, side: tipSide as Side };
  }
}

const anchorOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>("[data-tip]") : null;
