/** Dragging a row of a Tree by pointer events: HTML5 drag would lose the pointer's place in some web views. */
import { dropAt, type Drop, type TreeRow } from "./tree";

/** The pointer must travel this far, in CSS pixels, before a press becomes a drag. */
const threshold = 4;
/** Within this many CSS pixels of an edge the list scrolls. */
const edge = 28;
/** Milliseconds over a closed row before it opens. */
const openAfter = 600;

export interface DragHost {
  rows: () => readonly TreeRow[];
  list: () => HTMLElement | undefined;
  allowed: (dragged: string, drop: Drop) => boolean;
  open: (key: string) => void;
  dropped: (dragged: string, drop: Drop) => void;
}

export class TreeDrag {
  /** The row that is being dragged, once the pointer has gone far enough. */
  dragged = $state.raw<TreeRow | null>(null);
  drop = $state.raw<Drop | null>(null);
  /** The pointer, in the window's CSS pixels. */
  pointer = $state.raw({ x: 0, y: 0 });

  #pressed: { row: TreeRow; x: number; y: number; id: number } | null = null;
  #frame = 0;
  #waiting: { key: string; timer: ReturnType<typeof setTimeout> } | null = null;

  constructor(private readonly host: DragHost) {}

  press(event: PointerEvent, row: TreeRow): void {
    if (event.button !== 0 || row.node.fixed || row.node.heading) return;
    this.#pressed = { row, x: event.clientX, y: event.clientY, id: event.pointerId };
  }

  move(event: PointerEvent): void {
    const pressed = this.#pressed;
    if (!pressed || event.pointerId !== pressed.id) return;
    this.pointer = { x: event.clientX, y: event.clientY };
    if (!this.dragged) {
      if (Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < threshold) return;
      this.dragged = pressed.row;
      this.host.list()?.setPointerCapture(pressed.id);
      this.#frame = requestAnimationFrame(() => this.#scroll());
    }
    this.#aim();
  }

  release(): void {
    const { dragged, drop } = this;
    this.cancel();
    if (dragged && drop) this.host.dropped(dragged.node.key, drop);
  }

  cancel(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#waiting?.timer);
    this.#waiting = null;
    this.#pressed = null;
    this.dragged = null;
    this.drop = null;
  }

  #aim(): void {
    const list = this.host.list();
    const dragged = this.dragged?.node.key;
    if (!list || dragged === undefined) return;
    const box = list.getBoundingClientRect();
    const inside = this.pointer.x >= box.left && this.pointer.x <= box.right;
    const y = this.pointer.y - box.top + list.scrollTop;
    const rows = this.host.rows();
    this.drop = inside ? dropAt(rows, y, dragged, (drop) => this.host.allowed(dragged, drop)) : null;

    const closed = inside
      ? rows.find((row) => row.open === false && y >= row.top && y < row.top + row.height)
      : undefined;
    if (closed?.node.key === this.#waiting?.key) return;
    clearTimeout(this.#waiting?.timer);
    this.#waiting = closed
      ? { key: closed.node.key, timer: setTimeout(() => this.host.open(closed.node.key), openAfter) }
      : null;
  }

  #scroll(): void {
    const list = this.host.list();
    if (!list || !this.dragged) return;
    const box = list.getBoundingClientRect();
    const above = box.top + edge - this.pointer.y;
    const below = this.pointer.y - (box.bottom - edge);
    if (above > 0 || below > 0) {
      list.scrollTop += above > 0 ? -Math.min(above, edge) / 3 : Math.min(below, edge) / 3;
      this.#aim();
    }
    this.#frame = requestAnimationFrame(() => this.#scroll());
  }
}
