import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Viewport } from "./adapter";
import { firstLook, Viewing } from "./viewing.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("the view does not rest between two notches of a wheel", () => {
  const view = new Viewing();
  view.moves();
  view.stops();
  vi.advanceTimersByTime(100);
  view.moves();
  vi.advanceTimersByTime(10_000);
  expect(view.moving, "it moves as long as nothing says that it stops").toBe(true);
  view.stops();
  expect(view.moving, "what is done at rest waits for a moment").toBe(true);
  vi.advanceTimersByTime(10_000);
  expect(view.moving).toBe(false);
});

it("what is shown while the map still glides does not leave it halfway", () => {
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
  const view = new Viewing();
  [view.width, view.height] = [800, 600];
  view.viewport = { x: 0, y: 0, zoom: 0.5 };
  const ways: Viewport[] = [];
  view.glide = (viewport) => {
    ways.push(viewport);
    // A few frames on: a part of the way there.
    view.viewport = { ...viewport, zoom: 0.6 };
    return Promise.resolve();
  };
  view.fit({ x: 0, y: 0, width: 300, height: 200 }, { largest: 1 });
  view.reveal({ x: 700, y: 0, width: 100, height: 40 });
  expect(ways.map(({ zoom }) => zoom)).toEqual([1, 1]);
  view.zoomBy(2);
  expect(ways.at(-1)!.zoom).toBe(2);
  view.moves(true);
  view.zoomBy(2);
  expect(ways.at(-1)!.zoom, "a person has moved it meanwhile").toBe(1.2);
  vi.advanceTimersByTime(1_000);
  view.zoomBy(2);
  expect(ways.at(-1)!.zoom, "it has come to rest since").toBe(1.2);
});

it("the map comes along towards an edge, not along it", () => {
  const view = new Viewing();
  view.element = document.createElement("div");
  vi.spyOn(view.element, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 0, 800, 600));
  const begun = { x: 300, y: 590 };
  expect(view.panTowards({ x: 400, y: 590 }, begun)).toEqual({ x: 0, y: 0 });
  expect(view.panTowards({ x: 400, y: 596 }, begun).y).toBeGreaterThan(0);
  expect(view.panTowards({ x: 796, y: 590 }, begun).x).toBeGreaterThan(0);
});

it("the first look at a large map has its first node in sight", () => {
  const first = { x: 900, y: 2000, width: 120, height: 40 };
  const { x, y, zoom } = firstLook({ x: 0, y: -1600, width: 4000, height: 4000 }, first, 800, 600);
  const [left, top] = [first.x * zoom + x, first.y * zoom + y];
  expect(left).toBeGreaterThan(0);
  expect(left + first.width * zoom).toBeLessThan(800);
  expect(top).toBeGreaterThan(0);
  expect(top + first.height * zoom).toBeLessThan(600);
  // Where it is in sight already, the map begins with its corner.
  const corner = { x: 40, y: 40, width: 120, height: 40 };
  const beginning = firstLook({ x: 0, y: 0, width: 4000, height: 4000 }, corner, 800, 600);
  expect([beginning.x, beginning.y]).toEqual([32, 28]);
});

it("what is shown stands above the tools and the keys over them", () => {
  vi.stubGlobal("matchMedia", () => ({ matches: true }));
  const view = new Viewing();
  [view.width, view.height] = [800, 600];
  view.reveal({ x: 100, y: 480, width: 160, height: 40 });
  expect(view.viewport).toEqual({ x: 0, y: -16, zoom: 1 });
});

it("a canvas that becomes smaller keeps what was in sight, and does not go where nothing was", () => {
  vi.stubGlobal("matchMedia", () => ({ matches: true }));
  const view = new Viewing();
  [view.width, view.height] = [600, 600];
  view.keep({ x: 640, y: 100, width: 100, height: 40 }, 800, 600);
  expect(view.viewport).toEqual({ x: -172, y: 0, zoom: 1 });
  const before = view.viewport;
  view.keep({ x: 2_000, y: 100, width: 100, height: 40 }, 800, 600);
  expect(view.viewport).toBe(before);
});
