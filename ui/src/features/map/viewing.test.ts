import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { firstLook, Viewing } from "./viewing.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

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
