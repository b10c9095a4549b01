// What is measured in the page of a document: its scrolling, keys until they are painted, a paste.

const frame = () => new Promise((done) => requestAnimationFrame(done));
/** Called when what the next frame draws has been drawn. */
const painted = (then) =>
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(null);
  });
const scroller = () => document.querySelector("[data-scroll]");

/** CSS pixels in a frame, as a quick hand turns the wheel. */
const by = 120;

let keys = [];
let paste = null;

window.steps = {
  /** Milliseconds of each frame while the page is scrolled on, and back where it ends. */
  async scroll(count) {
    const page = scroller();
    const taken = [];
    let way = 1;
    page.scrollTop = 0;
    await frame();
    let last = await frame();
    for (let at = 0; at < count; at++) {
      const before = page.scrollTop;
      page.scrollTop += way * by;
      if (page.scrollTop === before) way = -way;
      const next = await frame();
      taken.push(next - last);
      last = next;
    }
    return taken;
  },

  /** Puts the cursor into the text of a step that is in view, and counts keys from then on. */
  async enter() {
    keys = [];
    const middle = scroller().getBoundingClientRect().top + 300;
    const cards = [...document.querySelectorAll("[data-step]")];
    const near = (card) => Math.abs(card.getBoundingClientRect().top - middle);
    const card = cards.sort((a, b) => near(a) - near(b))[0];
    card.querySelector("[role=textbox]").focus();
    while (!document.activeElement?.isContentEditable) await frame();
    document.addEventListener("keydown", ({ key }) => {
      const start = performance.now();
      if (key.length === 1) painted(() => keys.push(performance.now() - start));
    }, true);
    for (let at = 0; at < 10; at++) await frame();
  },
  async keys() {
    for (let at = 0; at < 5; at++) await frame();
    return keys;
  },

  /** The next paste is watched until it is kept. */
  await_paste() {
    const figures = () => document.querySelectorAll("[data-figure]").length;
    const before = figures();
    paste = new Promise((done) => {
      window.addEventListener("paste", () => {
        const start = performance.now();
        let frames = 0;
        let begun = null;
        const look = () => {
          frames++;
          if (begun === null && document.querySelector(".arriving"))
            begun = { frames, placeholder: performance.now() - start };
          if (begun && figures() > before && !document.querySelector(".arriving"))
            done({ ...begun, kept: performance.now() - start });
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }, { once: true, capture: true });
    });
  },
  pasted: () => paste,
};
