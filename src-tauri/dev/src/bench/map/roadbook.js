// Roadbook's own window as the `subject` of the measurement.

const [title, all] = arguments;
const drawn = () => [...document.querySelectorAll("[data-node]")].map((node) => node.dataset.node);
const shown = (id) => document.querySelector(`[data-node="${id}"]`);
const view = () => {
  const [, x, y, zoom] = /translate\((.+)px, (.+)px\) scale\((.+)\)/.exec(
    document.querySelector(".svelte-flow__viewport").style.transform,
  );
  return { x: Number(x), y: Number(y), zoom: Number(zoom) };
};
const press = ({ x, y }, keys) => {
  const hand = new drive.Hand(keys);
  hand.down(x, y);
  hand.up();
};
const middle = (id) => {
  const { x, y, width, height } = shown(id).getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
};
const key = (type, key) =>
  window.dispatchEvent(new KeyboardEvent(type, { key, code: `${key}Left`, bubbles: true }));

window.subject = {
  // Only what is near the visible part is in the page at all.
  get ids() {
    return drawn();
  },
  canvas: () => document.querySelector(".svelte-flow"),
  // The middle button, with which the map itself is taken.
  panButton: 1,
  pans: (element) => element.classList.contains("svelte-flow__pane"),
  box: (id) => shown(id)?.getBoundingClientRect() ?? null,
  meets: (id, element) => element.closest("[data-node]")?.dataset.node === id,
  scale: () => view().zoom,
  view,
  async choose(ids) {
    press(drive.empty());
    if (ids.length === 0) return;
    key("keydown", "Shift");
    for (const id of ids) {
      press(middle(id), { shiftKey: true });
      await new Promise((done) => requestAnimationFrame(done));
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
    [...document.querySelectorAll("[data-testid=sidebar] [role=treeitem]")]
      .find((item) => item.textContent.includes(title))
      .click();
    const wanted = new Set(all);
    const there = () => wanted.has(drawn()[0]) && document.querySelector(".svelte-flow__edge");
    while (!there()) await new Promise((done) => requestAnimationFrame(done));
  },
};
