// Roadbook's own window as the `subject` of the measurement.

const shown = (id) => document.querySelector(`[data-node="${id}"]`);
const view = () => {
  const [, x, y, zoom] = /translate\((.+)px, (.+)px\) scale\((.+)\)/.exec(
    document.querySelector(".svelte-flow__viewport").style.transform,
  );
  return { x: Number(x), y: Number(y), zoom: Number(zoom) };
};
const press = (element, keys) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  const hand = new drive.Hand(keys);
  hand.down(x + width / 2, y + height / 2);
  hand.up();
};
const key = (type, key) => window.dispatchEvent(new KeyboardEvent(type, { key, code: `${key}Left`, bubbles: true }));

window.subject = {
  ids: arguments[0],
  canvas: () => document.querySelector(".svelte-flow"),
  // The middle button, with which the map itself is taken.
  panButton: 1,
  pans: (element) => element.classList.contains("svelte-flow__pane"),
  box: (id) => shown(id)?.getBoundingClientRect() ?? null,
  meets: (id, element) => element.closest("[data-node]")?.dataset.node === id,
  scale: () => view().zoom,
  view,
  async choose(ids) {
    const [first, ...others] = ids;
    if (!first) {
      document.activeElement?.blur?.();
      return void document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    }
    press(shown(first));
    key("keydown", "Shift");
    for (const id of others) {
      await new Promise((done) => requestAnimationFrame(done));
      press(shown(id), { shiftKey: true });
    }
    key("keyup", "Shift");
  },
  chosen: () => document.querySelectorAll(".svelte-flow__node.selected").length,
  /** When the next edit is answered: it is committed then. */
  keeping() {
    const ask = window.fetch;
    return new Promise((done) => {
      window.fetch = async (...asked) => {
        const answer = await ask(...asked);
        if (/\/edit$/.test(String(asked[0]))) {
          window.fetch = ask;
          done(performance.now());
        }
        return answer;
      };
    });
  },
  async open() {
    document.querySelector("[data-testid=sidebar] [role=treeitem]").click();
    const there = () => document.querySelector("[data-node]") && document.querySelector(".svelte-flow__edge");
    while (!there()) await new Promise((done) => requestAnimationFrame(done));
  },
};
