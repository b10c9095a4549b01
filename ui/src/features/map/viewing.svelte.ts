/** How the map lies in the window: its viewport, the way there and back between the window's pixels and the
 *  map's. Knows no nodes. */
import type { Point, Rect } from "../../api";
import type { Viewport } from "./adapter";
import { inArea } from "./model/insight";

export const leastZoom = 0.1;
export const mostZoom = 3;

/** CSS pixels kept free around what is fitted; more below, where the tools float. */
const margin = { side: 32, top: 28, bottom: 80 };
/** CSS pixels from below that the tools take, with the line of keys above them while a label is typed. */
const tools = 96;
/** What is made near the right edge stays clear of the control there, handle and all. */
export const corner = 64;
/** Labels of 13 px can be read down to this zoom. */
const leastReadable = 0.85;
/** Words of 13 px that are set in 9 px are as wide, in all, as the core has measured them. */
const leastSet = 9 / 13;
/** CSS pixels in one direction that are meant. */
const towards = 4;
/** Milliseconds that a movement of the view takes. */
const motion = 160;
/** Milliseconds without a movement after which the view rests. */
const calm = 120;

/** What the flow offers to move the view smoothly; it is there once the canvas is. */
export interface Glide {
  (viewport: Viewport, duration: number): Promise<unknown>;
}

export class Viewing {
  viewport = $state.raw<Viewport>({ x: 0, y: 0, zoom: 1 });
  /** Of the canvas, in CSS pixels. */
  width = $state(0);
  height = $state(0);
  /** While it pans or zooms, and a moment longer: what is done once it rests costs more than a frame. */
  moving = $state(false);
  element: HTMLElement | null = null;
  glide: Glide | null = null;

  #movement = 0;
  /** Where a movement that has begun leads, and until when: whoever moves on from there does so from its end, and
   *  the map is not left halfway. */
  #aim: { viewport: Viewport; until: number } | null = null;

  readonly zoomText = $derived(`${Math.round(this.viewport.zoom * 100)} %`);

  /** From the window's pixels to the map's. */
  toMap(point: Point): Point {
    const box = this.element?.getBoundingClientRect();
    const { x, y, zoom } = this.viewport;
    return { x: (point.x - (box?.left ?? 0) - x) / zoom, y: (point.y - (box?.top ?? 0) - y) / zoom };
  }

  /** From the map's pixels to the window's. */
  toWindow(point: Point): Point {
    const box = this.element?.getBoundingClientRect();
    const { x, y, zoom } = this.viewport;
    return { x: point.x * zoom + x + (box?.left ?? 0), y: point.y * zoom + y + (box?.top ?? 0) };
  }

  /** The part of the map that is seen. */
  get seen(): Rect {
    return this.#seenIn(this.viewport);
  }

  get centre(): Point {
    return middle(this.seen);
  }

  /** As it is, or as it will be in a moment. */
  get #coming(): Viewport {
    return this.#aim && performance.now() < this.#aim.until ? this.#aim.viewport : this.viewport;
  }

  #seenIn({ x, y, zoom }: Viewport): Rect {
    return { x: -x / zoom, y: -y / zoom, width: this.width / zoom, height: this.height / zoom };
  }

  /** `byHand` where a person moves it, wherever it was about to go. */
  moves(byHand = false): void {
    if (byHand) this.#aim = null;
    this.#movement++;
    this.moving = true;
  }

  /** Between two notches of a wheel it does not rest. How far they are apart depends on how long frames take, so
   *  two frames are waited for, and then some. */
  stops(): void {
    const movement = ++this.#movement;
    const rest = () => {
      if (movement === this.#movement) this.moving = false;
    };
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(rest, calm)));
  }

  go(viewport: Viewport, smoothly = true): void {
    const still = !smoothly || matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#aim = still ? null : { viewport, until: performance.now() + 2 * motion };
    if (this.glide) void this.glide(viewport, still ? 0 : motion);
    else this.viewport = viewport;
  }

  /** Shows all of a rectangle, as large as it may be. */
  fit(rect: Rect, { largest = 1.25, smoothly = true } = {}): void {
    if (this.width === 0 || this.height === 0) return;
    this.go(fitted(rect, this.width, this.height, largest), smoothly);
  }

  /** The first look: all of the map where its words can still be read, else its beginning, with its first node. */
  begin(rect: Rect, first: Rect | undefined): void {
    if (this.width === 0 || this.height === 0) return;
    this.go(firstLook(rect, first ?? rect, this.width, this.height), false);
  }

  /** Moves no more than it has to. */
  reveal(rect: Rect, right = margin.side): void {
    const { x, y, zoom } = this.#coming;
    const seen = this.#seenIn(this.#coming);
    const room = margin.side / zoom;
    const below = tools / zoom;
    const dx = nudge(rect.x - room, rect.x + rect.width + right / zoom, seen.x, seen.x + seen.width);
    const dy = nudge(rect.y - room, rect.y + rect.height + below, seen.y, seen.y + seen.height);
    if (dx === 0 && dy === 0) return;
    this.go({ x: x - dx * zoom, y: y - dy * zoom, zoom });
  }

  /** After the canvas has become smaller: what was in sight stays so, as far as there is room. */
  keep(rect: Rect, width: number, height: number): void {
    const { x, y, zoom } = this.#coming;
    if (inArea(rect, { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom })) {
      this.reveal(rect);
    }
  }

  /** With the middle of a rectangle in the middle of the canvas, large enough to be read. */
  centreOn(rect: Rect): void {
    const { zoom } = this.#coming;
    this.centreAt(middle(rect), true, zoom < leastReadable ? 1 : zoom);
  }

  centreAt({ x, y }: Point, smoothly = true, zoom = this.#coming.zoom): void {
    this.go({ x: this.width / 2 - x * zoom, y: this.height / 2 - y * zoom, zoom }, smoothly);
  }

  /** Around the middle of the canvas. */
  zoomTo(zoom: number): void {
    const to = Math.min(mostZoom, Math.max(leastZoom, zoom));
    this.centreAt(middle(this.#seenIn(this.#coming)), true, to);
  }

  zoomBy(factor: number): void {
    this.zoomTo(this.#coming.zoom * factor);
  }

  /** While something is dragged towards an edge and near it, the map comes along: what begins beside an edge and
   *  goes along it leaves the map where it is. Returns by how much (map pixels). */
  panTowards(client: Point, begun: Point): Point {
    const box = this.element?.getBoundingClientRect();
    if (!box) return { x: 0, y: 0 };
    const push = (value: number, start: number, from: number, to: number) =>
      value < from + 24 && value < start - towards
        ? Math.min(12, from + 24 - value)
        : value > to - 24 && value > start + towards
          ? -Math.min(12, value - to + 24)
          : 0;
    const dx = push(client.x, begun.x, box.left, box.right);
    const dy = push(client.y, begun.y, box.top, box.bottom);
    if (dx === 0 && dy === 0) return { x: 0, y: 0 };
    const { x, y, zoom } = this.viewport;
    this.go({ x: x + dx, y: y + dy, zoom }, false);
    return { x: -dx / zoom, y: -dy / zoom };
  }
}

const middle = ({ x, y, width, height }: Rect): Point => ({ x: x + width / 2, y: y + height / 2 });

/** WebKitGTK puts each letter on a whole pixel, except on dense screens: words that it set for 100 % and then
 *  zoomed lose the spaces between them. There they are set anew for the size in which they are seen. This is
 *  that size, where words can still be read; 1 where nothing has to be done. Of small letters whole pixels make
 *  words a fifth too wide (measured at 58 %): they are set for the least size that keeps its widths. */
export function crispAt(zoom: number, density: number): number {
  const { userAgent } = navigator;
  const wholePixels = userAgent.includes("AppleWebKit") && !userAgent.includes("Chrome") && density < 2;
  return wholePixels && zoom >= 0.4 && zoom <= 2 ? Math.round(Math.max(leastSet, zoom) * 1000) / 1000 : 1;
}

/** The viewport in which a rectangle fills a canvas of this size. */
export function fitted(rect: Rect, width: number, height: number, largest: number): Viewport {
  const [w, h] = [Math.max(1, width - 2 * margin.side), Math.max(1, height - margin.top - margin.bottom)];
  const zoom = Math.min(
    largest,
    Math.max(leastZoom, Math.min(w / (rect.width || 1), h / (rect.height || 1))),
  );
  return {
    x: margin.side + (w - rect.width * zoom) / 2 - rect.x * zoom,
    y: margin.top + (h - rect.height * zoom) / 2 - rect.y * zoom,
    zoom,
  };
}

export function firstLook(rect: Rect, first: Rect, width: number, height: number): Viewport {
  const all = fitted(rect, width, height, 1);
  if (all.zoom >= leastReadable) return all;
  const zoom = leastReadable;
  const room = { x: width - 2 * margin.side, y: height - margin.top - margin.bottom };
  const free = { x: room.x - rect.width * zoom, y: room.y - rect.height * zoom };
  const x = margin.side + Math.max(0, free.x / 2) - rect.x * zoom;
  const y = margin.top + Math.max(0, free.y / 2) - rect.y * zoom;
  // A way far around, or another beginning, may leave the corner empty.
  const right = nudge(first.x * zoom + x, (first.x + first.width) * zoom + x, 0, width - margin.side);
  const down = nudge(first.y * zoom + y, (first.y + first.height) * zoom + y, 0, height - margin.bottom);
  return { x: x - right, y: y - down, zoom };
}

/** How far a window from..to has to move to show start..end; its start, when both do not fit. */
function nudge(start: number, end: number, from: number, to: number): number {
  if (start < from || end - start > to - from) return start < from || end > to ? start - from : 0;
  return end > to ? end - to : 0;
}
