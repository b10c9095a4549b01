import { describe, expect, it } from "vitest";
import { aligned, distributed, downstream, insertionAt, mayConnect, neighbour, targetAt } from "./gestures";

const box = (id: string, x: number, y: number, width = 100, height = 40) => ({
  id,
  rect: { x, y, width, height },
});
const way = (id: string, source: string, target: string) => ({ id, source, target });

describe("what the drag of a connection ends on", () => {
  const boxes = [box("a", 0, 0), box("b", 200, 0)];
  it("is the node under the pointer, or one just beside it", () => {
    expect(targetAt(boxes, { x: 250, y: 20 })).toBe("b");
    expect(targetAt(boxes, { x: 195, y: 20 })).toBe("b");
    expect(targetAt(boxes, { x: 150, y: 20 })).toBeNull();
  });
  it("is the one on top where two overlap", () =>
    expect(targetAt([...boxes, box("c", 210, 10)], { x: 250, y: 20 })).toBe("c"));
});

it("joins no node with itself, and no two twice the same way", () => {
  const ways = [way("x", "a", "b")];
  expect(mayConnect("a", "a", ways)).toBe(false);
  expect(mayConnect("a", "b", ways)).toBe(false);
  expect(mayConnect("b", "a", ways)).toBe(true);
});

describe("a node dropped on a connection", () => {
  const views = [
    {
      id: "x",
      points: [
        { x: 100, y: 20 },
        { x: 400, y: 20 },
      ],
      label_at: null,
      handoff: null,
    },
  ];
  const ways = new Map([["x", way("x", "a", "b")]]);
  it("is put into it when its middle lies on the line", () => {
    expect(insertionAt(box("c", 200, 8), views, ways)).toBe("x");
    expect(insertionAt(box("c", 200, 60), views, ways)).toBeNull();
  });
  it("is left alone when it is an end of it", () =>
    expect(insertionAt(box("b", 200, 0), views, ways)).toBeNull());
});

describe("Alt+Arrow", () => {
  const rects = new Map([
    ["a", { x: 0, y: 100, width: 100, height: 40 }],
    ["b", { x: 200, y: 100, width: 100, height: 40 }],
    ["c", { x: 200, y: 300, width: 100, height: 40 }],
  ]);
  const ways = [way("x", "a", "b"), way("y", "a", "c")];
  const from = (id: string) => ({ id, rect: rects.get(id)! });
  it("goes along a connection, to what lies most in that direction", () => {
    expect(neighbour(from("a"), "right", rects, ways)).toBe("b");
    expect(neighbour(from("a"), "bottom", rects, ways)).toBe("c");
    expect(neighbour(from("b"), "left", rects, ways)).toBe("a");
  });
  it("stays where nothing leads", () => expect(neighbour(from("a"), "top", rects, ways)).toBeNull());
  it("follows the flow to the right even where it turns back", () =>
    expect(neighbour(from("c"), "right", rects, [way("z", "c", "a")])).toBe("a"));
});

it("finds all that follows, through loops, without the start", () => {
  const ways = [way("1", "a", "b"), way("2", "b", "c"), way("3", "c", "a"), way("4", "x", "a")];
  expect([...downstream("a", ways)].sort()).toEqual(["b", "c"]);
});

describe("several nodes", () => {
  const boxes = [box("a", 0, 0), box("b", 150, 30, 60, 80), box("c", 400, 10)];
  it("stand in line with their outermost edges", () => {
    expect(aligned(boxes, "left").map(({ x }) => x)).toEqual([0, 0, 0]);
    expect(aligned(boxes, "bottom").map(({ y }) => y)).toEqual([70, 30, 70]);
    expect(aligned(boxes, "middle").map(({ y }) => y)).toEqual([35, 15, 35]);
  });
  it("stand with equal gaps between the outermost two", () => {
    const x = distributed(boxes, "x").map(({ x }) => x);
    expect(x).toEqual([0, 220, 400]);
    expect(
      distributed(boxes.slice(0, 2), "x").map(({ x }) => x),
      "two have nothing to share",
    ).toEqual([0, 150]);
  });
});
