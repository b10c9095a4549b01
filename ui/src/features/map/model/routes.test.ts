import { describe, expect, it } from "vitest";
import type { Point, Rect } from "../../../api";
import { facing, headPath, middleOf, nearestSide, quickRoute, quickRouteTo, roundedPath } from "./routes";

const at = (x: number, y: number): Point => ({ x, y });
const box = (x: number, y: number): Rect => ({ x, y, width: 100, height: 40 });

describe("the path of a connection", () => {
  it("ends at the base of its head, so that the tip is sharp", () => {
    expect(roundedPath([at(0, 0), at(100, 0)])).toBe("M0 0L92 0");
    expect(headPath([at(0, 0), at(100, 0)])).toBe("M100 0L91 4.5L91 -4.5Z");
  });

  it("rounds its corners by 8 px, to the side that it turns to", () => {
    expect(roundedPath([at(0, 0), at(50, 0), at(50, 100)])).toBe("M0 0L42 0A8 8 0 0 1 50 8L50 92");
    expect(roundedPath([at(0, 0), at(50, 0), at(50, -100)])).toBe("M0 0L42 0A8 8 0 0 0 50 -8L50 -92");
  });

  it("rounds less where there is no room", () => {
    expect(roundedPath([at(0, 0), at(50, 0), at(50, 6), at(100, 6)])).toContain("A3 3 0 0 1 50 3");
  });

  it("leaves out points that say nothing, and draws nothing from fewer than two", () => {
    expect(roundedPath([at(0, 0), at(0, 0), at(100, 0)])).toBe("M0 0L92 0");
    expect(roundedPath([at(0, 0)])).toBe("");
    expect(headPath([])).toBe("");
  });
});

describe("the stand-in while a node is dragged", () => {
  const check = (from: Rect, to: Rect, expected: Point[]) => expect(quickRoute(from, to)).toEqual(expected);

  it("is straight where the middles are level", () =>
    check(box(0, 0), box(200, 0), [at(100, 20), at(200, 20)]));

  it("turns half-way to a node beside and below", () =>
    check(box(0, 0), box(200, 100), [at(100, 20), at(150, 20), at(150, 120), at(200, 120)]));

  it("goes down to a node that is straight below", () =>
    check(box(0, 0), box(0, 200), [at(50, 40), at(50, 200)]));

  it("has right angles only, wherever the other node is", () => {
    for (let x = -300; x <= 300; x += 60) {
      for (let y = -300; y <= 300; y += 60) {
        const line = quickRoute(box(0, 0), box(x, y));
        for (const [index, point] of line.slice(1).entries()) {
          const before = line[index]!;
          expect(point.x === before.x || point.y === before.y, `${x} ${y} ${JSON.stringify(line)}`).toBe(
            true,
          );
        }
      }
    }
  });

  it("follows the pointer from the side that was pressed", () => {
    expect(quickRouteTo(box(0, 0), "right", at(200, 20))).toEqual([at(100, 20), at(200, 20)]);
    expect(quickRouteTo(box(0, 0), "bottom", at(50, 200))).toEqual([at(50, 40), at(50, 200)]);
  });
});

describe("sides", () => {
  it("looks sideways first, since that is how a process reads", () => {
    expect(facing(box(0, 0), box(140, 300))).toBe("right");
    expect(facing(box(0, 0), box(0, 300))).toBe("bottom");
    expect(facing(box(0, 0), box(-300, 0))).toBe("left");
    expect(nearestSide(box(0, 0), at(50, 41))).toBe("bottom");
  });

  it("finds half-way along a bent line", () =>
    expect(middleOf([at(0, 0), at(100, 0), at(100, 60)])).toEqual(at(80, 0)));
});
