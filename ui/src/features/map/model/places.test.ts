import { describe, expect, it } from "vitest";
import { gap, placeAt, placeBeside, usualSize } from "./places";

const from = { x: 0, y: 0, width: 152, height: 40 };
const step = usualSize("step");

describe("the place of the next step", () => {
  it("is to the right, level with the middle", () => {
    expect(placeBeside(from, "right", step, [from], null)).toEqual({ x: 152 + gap, y: 0 });
    const decision = usualSize("decision");
    expect(placeBeside(from, "right", decision, [from], null)).toEqual({ x: 208, y: -24 });
  });

  it("is below the first branch for the second one", () => {
    const first = { x: 208, y: 0, ...step };
    expect(placeBeside(from, "right", step, [from, first], null)).toEqual({ x: 208, y: 72 });
  });

  it("stays in its lane, further out where there is no room beside", () => {
    const first = { x: 208, y: 0, ...step };
    const lane = { x: -50, y: -20, width: 2000, height: 80 };
    const at = placeBeside(from, "right", step, [from, first], lane);
    expect(at.y).toBe(0);
    expect(at.x).toBeGreaterThan(360);
  });
});

it("stands on the grid with its middle where the pointer is", () =>
  expect(placeAt({ x: 101, y: 103 }, step)).toEqual({ x: 24, y: 80 }));
