import { describe, expect, it } from "vitest";
import { around, snap } from "./guides";

const box = (x: number, y: number, width = 100, height = 40) => ({ x, y, width, height });

describe("where a dragged node comes to rest", () => {
  it("is the grid where no neighbour is in line", () => {
    expect(snap(box(101, 203), [], 6)).toEqual({ by: { x: 3, y: -3 }, guides: [] });
  });

  it("is in line with a neighbour's middle, even off the grid", () => {
    const { by, guides } = snap(box(304, 27), [box(0, 0, 136, 88)], 6);
    expect(by.y, "the middle at 47 goes to 44").toBe(-3);
    expect(guides).toEqual([{ axis: "y", at: 44, from: 0, to: 404 }]);
  });

  it("prefers the middle to an edge that is as near", () => {
    expect(snap(box(3, 300), [box(0, 0)], 6).by.x).toBe(-3);
    expect(snap(box(3, 300), [box(0, 0)], 6).guides[0]?.at).toBe(50);
  });

  it("leaves alone what is too far off", () => {
    expect(snap(box(320, 10), [box(0, 0)], 6).by.y).toBe(-2);
  });
});

it("goes around all of them", () => {
  expect(around([box(0, 0), box(50, 100)])).toEqual({ x: 0, y: 0, width: 150, height: 140 });
  expect(around([])).toEqual({ x: 0, y: 0, width: 0, height: 0 });
});
