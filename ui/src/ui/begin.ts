/** Where writing begins in a view that has just come: the element that is marked with `data-begin`. */

/** Goes there when the focus was put on the view's place before the view was there. */
export function takeFocus(view: HTMLElement | undefined): void {
  const { activeElement } = document;
  if (!view || !activeElement || activeElement === document.body || !activeElement.contains(view)) return;
  view.querySelector<HTMLElement>("[data-begin]")?.focus();
}
