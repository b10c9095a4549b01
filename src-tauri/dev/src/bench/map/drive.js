// Drives the `subject` of the page, whichever editor that is: one pointer or wheel event a frame, as a quick
// hand makes them, with the enter and leave events that a browser sends along. Frames are told apart by
// requestAnimationFrame, which the web engine holds back until the last one is painted.

const frame = () => new Promise((done) => requestAnimationFrame(done));
const rest = (time) => new Promise((done) => setTimeout(done, time));

/** Milliseconds after which a slow editor has shown enough, and the frames that are counted in any case. */
const patience = 7_000;
const fewest = 6;
/** A page that comes to a frame within these milliseconds answers. */
const answers = 50;

/** Acts once a frame. Gives each frame's length, and of it what was script, and style and layout; the rest is
 *  painting, and waiting for the screen. */
async function frames(count, act) {
  const taken = { frame: [], script: [], layout: [] };
  let last = await frame();
  const begun = performance.now();
  for (let at = 0; at < count && (at < fewest || performance.now() - begun < patience); at++) {
    const start = performance.now();
    act(at);
    // Frameworks gather changes and draw them in a microtask.
    for (let turn = 0; turn < 20; turn++) await null;
    const acted = performance.now();
    document.documentElement.getBoundingClientRect();
    taken.script.push(acted - start);
    taken.layout.push(performance.now() - acted);
    const next = await frame();
    taken.frame.push(next - last);
    last = next;
  }
  return taken;
}

class Hand {
  constructor(keys = {}) {
    this.keys = keys;
    this.over = null;
    this.buttons = 0;
  }
  at(x, y) {
    this.x = x;
    this.y = y;
    const over = document.elementFromPoint(x, y) ?? subject.canvas();
    if (over === this.over) return;
    if (this.over) this.send(["pointerout", "mouseout"], this.over, { relatedTarget: over });
    this.over = over;
    this.send(["pointerover", "mouseover"], over);
  }
  move(x, y) {
    this.at(x, y);
    this.send(["pointermove", "mousemove"]);
  }
  down(x, y, button = 0) {
    this.move(x, y);
    this.button = button;
    this.buttons = [1, 4, 2][button];
    this.send(["pointerdown", "mousedown"], this.over, { button });
  }
  up() {
    const { button } = this;
    this.buttons = 0;
    this.send(["pointerup", "mouseup"], this.over, { button });
    if (button === 0) this.send(["click"], this.over, { button, detail: 1 });
  }
  wheel(x, y, deltaY) {
    this.at(x, y);
    const { keys } = this;
    const place = { clientX: x, clientY: y, bubbles: true, cancelable: true, composed: true, view: window };
    this.over.dispatchEvent(new WheelEvent("wheel", { ...place, ...keys, deltaY, deltaMode: 0 }));
  }
  send(types, target = this.over, more = {}) {
    for (const type of types) {
      const Kind = type.startsWith("pointer") ? PointerEvent : MouseEvent;
      const pointer = type.startsWith("pointer")
        ? { pointerId: 1, pointerType: "mouse", isPrimary: true }
        : {};
      const { x, y, buttons, keys } = this;
      const place = { clientX: x, clientY: y, screenX: x, screenY: y, view: window };
      const event = new Kind(type, {
        bubbles: true,
        cancelable: true,
        composed: true,
        buttons,
        ...place,
        ...pointer,
        ...keys,
        ...more,
      });
      target.dispatchEvent(event);
    }
  }
}

const insets = 56;
const canvas = () => subject.canvas().getBoundingClientRect();
const middle = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 });
/** Where a node is taken: beside the middle, where chosen nodes may have handles. */
const grip = ({ x, y, width, height }) => ({ x: x + width * 0.3, y: y + height / 2 });
const holds = (id, { x, y }) => {
  const met = document.elementFromPoint(x, y);
  return met !== null && subject.meets(id, met);
};

/** Nodes that lie inside the canvas and that the pointer would meet, from the middle outwards. */
function inSight() {
  const { x, y, width, height } = canvas();
  const centre = middle(canvas());
  const away = (box) => Math.hypot(middle(box).x - centre.x, middle(box).y - centre.y);
  return subject.ids
    .map((id) => ({ id, box: subject.box(id) }))
    .filter(({ box }) => box && box.x > x + insets && box.right < x + width - insets)
    .filter(({ box }) => box.y > y + insets && box.bottom < y + height - insets)
    .filter(({ id, box }) => holds(id, grip(box)))
    .sort((a, b) => away(a.box) - away(b.box));
}

/** A place without a node, as far right as there is one: from there the view is dragged. */
function empty() {
  const { x, y, width, height } = canvas();
  for (let right = x + width - insets; right > x + width / 2; right -= 7) {
    for (let down = y + insets; down < y + height - insets; down += 7) {
      const met = document.elementFromPoint(right, down);
      if (met && subject.pans(met)) return { x: right, y: down };
    }
  }
  throw new Error("no empty place to take the map by");
}

/** There and back again. */
const swing = (at, step, reach) => {
  const way = (at * step) % (2 * reach);
  return way < reach ? way : 2 * reach - way;
};

const placeOf = (id) => {
  const box = subject.box(id);
  return box && `${Math.round(box.x)} ${Math.round(box.y)}`;
};
function insist(done, what) {
  if (!done) throw new Error(`${what} does not do what it should`);
}

async function pan(count) {
  const hand = new Hand();
  const from = empty();
  const reach = from.x - canvas().x - insets;
  const [{ id }] = inSight();
  const before = placeOf(id);
  hand.down(from.x, from.y, subject.panButton);
  let between;
  const taken = await frames(count, (at) => {
    hand.move(from.x - swing(at + 1, 12, reach), from.y - swing(at + 1, 3, 60));
    if (at === 4) between = placeOf(id);
  });
  hand.up();
  insist(before !== between, "panning");
  await rest(400);
  return taken;
}

async function zoom(count) {
  const hand = new Hand({ ctrlKey: true });
  const { x, y } = middle(canvas());
  const [least, most] = [0.3, 1.1];
  let out = true;
  let [low, high] = [subject.scale(), subject.scale()];
  const taken = await frames(count, () => {
    hand.wheel(x, y, out ? 100 : -100);
    const scale = subject.scale();
    [low, high] = [Math.min(low, scale), Math.max(high, scale)];
    if (scale <= least) out = false;
    else if (scale >= most) out = true;
  });
  if (high / low < 1.5) throw new Error(`zooming goes from ${low} to ${high} only`);
  await rest(400);
  return taken;
}

/** Zooms until so many nodes are seen or the scale is reached, one notch a frame. */
async function zoomUntil(enough) {
  const hand = new Hand({ ctrlKey: true });
  const { x, y } = middle(canvas());
  for (let notch = 0; notch < 40; notch++) {
    const way = enough();
    if (way === 0) break;
    hand.wheel(x, y, 100 * way);
    await frame();
    await frame();
  }
  await rest(400);
}

/** Back to the scale of the first look, or as near as the notches come. */
const zoomBack = (scale) =>
  zoomUntil(() => {
    const now = subject.scale() / scale;
    return now > 1.12 ? 1 : now < 0.88 ? -1 : 0;
  });

/** Drags nodes about by the first of them, and in the end a little aside (1 or -1), where nothing else is. */
async function drag(count, ids, aside = 1) {
  const hand = new Hand();
  const { x, y } = grip(subject.box(ids[0]));
  insist(holds(ids[0], { x, y }), "taking hold of a node");
  const before = ids.map(placeOf);
  const stayed = () => ids.filter((id, at) => placeOf(id) === before[at]).length;
  hand.down(x, y);
  const taken = await frames(count, (at) => hand.move(x + swing(at + 1, 4, 90), y + swing(at + 1, 3, 40)));
  hand.move(x + aside * 64 * subject.scale(), y);
  await frame();
  return {
    taken,
    drop: () => hand.up(),
    check: () => insist(stayed() === 0, `dragging ${ids.length}, of which ${stayed()} stay,`),
  };
}

async function dragOne(count) {
  await subject.choose([]);
  await rest(100);
  const dragged = await drag(count, [inSight()[0].id]);
  dragged.drop();
  await rest(400);
  dragged.check();
  return dragged.taken;
}

async function dragMany(count, many) {
  await zoomUntil(() => (inSight().length >= many + 5 || subject.scale() < 0.16 ? 0 : 1));
  const ids = inSight()
    .slice(0, many)
    .map(({ id }) => id);
  await subject.choose(ids);
  await rest(200);
  if (subject.chosen() !== ids.length || ids.length < many)
    throw new Error(`${subject.chosen()} of ${ids.length} are chosen`);
  const dragged = await drag(count, ids);
  dragged.drop();
  await rest(800);
  dragged.check();
  await subject.choose([]);
  return dragged.taken;
}

/** From letting go of a node that was moved a little to its being kept, where the subject keeps anything, and
 *  to its being drawn. */
async function drop(turn) {
  await subject.choose([]);
  await rest(300);
  const dragged = await drag(8, [inSight()[0].id], turn % 2 ? -1 : 1);
  await frame();
  const begun = performance.now();
  const keeping = subject.keeping?.();
  dragged.drop();
  const kept = keeping ? (await keeping) - begun : null;
  await frame();
  const drawn = (await frame()) - begun;
  // Some editors move what was dropped a little later.
  await rest(400);
  dragged.check();
  return { kept, drawn };
}

/** From the wish to see a map to its being in the page, to its visible part on the screen, and to a page that
 *  answers. */
async function open() {
  await frame();
  const begun = performance.now();
  await subject.open();
  const there = performance.now();
  let last = await frame();
  let painted = await frame();
  let [ready, calm] = [painted, 0];
  last = painted;
  while (calm < 5) {
    const now = await frame();
    calm = now - last < answers ? calm + 1 : 0;
    if (calm === 0) ready = now;
    last = now;
  }
  return { there: there - begun, painted: painted - begun, ready: ready - begun };
}

window.drive = { Hand, empty, open, pan, zoom, zoomBack, dragOne, dragMany, drop };
