import { describe, expect, it, vi } from "vitest";
import type { Shape, ShapeForm } from "../../api";
import { boxOf, uprightBox } from "./arranging";
import { cornerAt, frame, fromFrame, toFrame, type Corner } from "./geometry";
import { plainStyle } from "./marks";
import { kindOf, shapeKinds } from "./shapes";
import { bearing, middleOf, steppedTurn, turned, turnedBox, turnedCursor, wholeTurn } from "./turned";
import { asSeenBy, regrown, settled } from "./turning";

// Without a canvas, letters have a width by their number.
vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);

const shape = (form: ShapeForm, turn: number): Shape => ({ ...plainStyle, id: "s", turn, form });
/** Wider than high, so that a fraction is not as far across as down; and cropped. */
const shown = frame({ width: 1600, height: 800 }, { x: 0.1, y: 0.2, width: 0.5, height: 0.6 });
const rect = { x: 0.2, y: 0.3, width: 0.2, height: 0.1 };
const near = (a: { x: number; y: number }, b: { x: number; y: number }) =>
  expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeLessThan(1e-6);

describe("turning", () => {
  it("goes clockwise around a point, and back", () => {
    near(turned({ x: 2, y: 1 }, { x: 1, y: 1 }, 90), { x: 1, y: 2 });
    near(turned(turned({ x: 5, y: 7 }, { x: 1, y: 1 }, 33), { x: 1, y: 1 }, -33), { x: 5, y: 7 });
  });

  it("is kept in whole degrees, half a round to each side", () => {
    const cases: [number, number][] = [
      [0, 0],
      [180, 180],
      [-180, 180],
      [181, -179],
      [359.6, 0],
      [-0.2, 0],
      [725, 5],
    ];
    for (const [from, to] of cases) expect(wholeTurn(from), String(from)).toBe(to);
    expect(Object.is(wholeTurn(-0.2), 0), "and nought has no sign").toBe(true);
    expect([22, 23, -100, 173].map(steppedTurn)).toEqual([15, 30, -105, 180]);
  });

  it("is measured from above", () => {
    const from = { x: 5, y: 5 };
    const around = [
      [5, 0],
      [9, 5],
      [5, 9],
      [0, 5],
    ] as const;
    expect(around.map(([x, y]) => wholeTurn(bearing(from, { x, y })))).toEqual([0, 90, 180, -90]);
  });

  it("takes the room of a turned rectangle, and less for an ellipse", () => {
    const box = { x: 0, y: 0, width: 40, height: 20 };
    const quarter = turnedBox(box, 90, "box");
    for (const [side, length] of [
      ["x", 10],
      ["y", -10],
      ["width", 20],
      ["height", 40],
    ] as const)
      expect(quarter[side]).toBeCloseTo(length);
    expect(turnedBox(box, 45, "box").width).toBeCloseTo(60 / Math.SQRT2);
    expect(turnedBox(box, 45, "round").width).toBeCloseTo(Math.hypot(40, 20) / Math.SQRT2);
  });

  it("turns the cursors of handles along", () => {
    expect(turnedCursor("nw-resize", 90)).toBe("ne-resize");
    expect(turnedCursor("e-resize", -45)).toBe("ne-resize");
    expect(turnedCursor("move", 90)).toBe("move");
  });
});

describe("a turned mark", () => {
  it("is one of those that the core lets be turned", () => {
    const turning = shapeKinds.filter(({ turns }) => turns).map(({ kind }) => kind);
    expect(turning.toSorted()).toEqual(["ellipse", "highlight", "key", "rectangle", "text"]);
  });

  it("keeps the side across from the handle that is pulled, in whichever direction it lies", () => {
    for (const turn of [0, 30, -75, 180]) {
      const mark = shape({ kind: "rectangle", rect }, turn);
      const kind = kindOf(mark.form);
      for (const { id, at } of kind.handles(mark.form as never, shown)) {
        const to = toFrame(shown, at);
        const pulled = kind.pull(mark.form as never, id, fromFrame(shown, { x: to.x + 17, y: to.y - 9 }));
        const after = { ...mark, form: settled(mark, pulled, shown) };
        const { x, y } = cornerAt(id as Corner);
        const across = (it: Shape) => {
          const box = uprightBox(it, shown);
          const corner = { x: box.x + box.width * (1 - x), y: box.y + box.height * (1 - y) };
          return turned(corner, middleOf(box), turn);
        };
        near(across(mark), across(after));
      }
    }
  });

  it("is seen upright where a pointer is over it", () => {
    const mark = shape({ kind: "rectangle", rect }, 90);
    const middle = middleOf(uprightBox(mark, shown));
    near(asSeenBy(mark, shown, { x: middle.x, y: middle.y + 10 }), { x: middle.x + 10, y: middle.y });
  });

  it("goes on from its corner when its text or its letters change", () => {
    const before = shape({ kind: "text", at: { x: 0.3, y: 0.4 }, text: "Press" }, 60);
    const longer = { ...before, form: { ...before.form, text: "Press here" } as ShapeForm };
    for (const after of [longer, { ...before, lettering: "large" } as Shape]) {
      const corner = (it: Shape) => turned(uprightBox(it, shown), middleOf(uprightBox(it, shown)), 60);
      near(corner(regrown(before, after, shown)), corner(before));
      expect(uprightBox(after, shown).width).toBeGreaterThan(uprightBox(before, shown).width);
    }
    const upright = { ...longer, turn: 0 };
    expect(regrown({ ...before, turn: 0 }, upright, shown), "as it is").toBe(upright);
  });

  it("is aligned by what is seen of it", () => {
    const box = boxOf(shape({ kind: "rectangle", rect }, 90), shown);
    const upright = boxOf(shape({ kind: "rectangle", rect }, 0), shown);
    expect([box.width, box.height]).toEqual([expect.closeTo(upright.height), expect.closeTo(upright.width)]);
    near(middleOf(box), middleOf(upright));
  });
});
