/** Notes on the page when it first took input: the end-to-end tests and the benchmarks read it. */

let noted = false;
let drawn: () => void;

/** Resolves when the library or the welcome is on the screen. What nobody can press before then waits for it. */
export const firstFrame = new Promise<void>((resolve) => (drawn = resolve));

/** After the frame in which the library or the welcome is drawn. */
export function noteReady(): void {
  if (noted) return;
  noted = true;
  requestAnimationFrame(() => {
    setTimeout(() => {
      document.documentElement.dataset.readyAt = String(Date.now());
      drawn();
    });
  });
}
