import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Viewing } from "./viewing.svelte";

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
