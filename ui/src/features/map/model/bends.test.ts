import { describe, expect, it } from "vitest";
import type { Point, Rect } from "../../../api";
import { bendsMoved, pieceFor, pulled, settled, waypointsOf, type Hold } from "./bends";
import { quickBent } from "./routes";

const at = (x: number, y: number): Point => ({ x, y });
const points = (text: string) =>
  text.split(" ").map((one) => {
    const [x, y] = one.split(",").map(Number);
    return at(x!, y!);
  });
const written = (line: readonly Point[]) => line.map(({ x, y }) => `${x},${y}`).join(" ");

describe("a pulled line", () => {
  function check(line: string, hold: Hold, by: Point, expected: string) {
    expect(written(pulled(points(line), hold, by))).toBe(expected);
  }

  it("moves a piece across itself, and its neighbours grow or shrink", () => {
    check("0,0 40,0 40,80 96,80", { part: "segment", at: 1 }, at(16, 99), "0,0 56,0 56,80 96,80");
  });

  it("leaves a stub at a node", () => {
    check("0,0 96,0", { part: "segment", at: 0 }, at(0, 40), "0,0 16,0 16,40 80,40 80,0 96,0");
    check("0,0 0,96", { part: "segment", at: 0 }, at(40, 0), "0,0 0,16 40,16 40,80 0,80 0,96");
  });

  it("takes both pieces of a corner along", () => {
    check(
      "0,0 40,0 40,80 96,80 96,160 200,160",
      { part: "corner", at: 2 },
      at(8, 16),
      "0,0 48,0 48,96 96,96 96,160 200,160",
    );
  });

  it("is as it was where nothing was moved", () => {
    check("0,0 40,0 40,80 96,80", { part: "segment", at: 1 }, at(0, 30), "0,0 40,0 40,80 96,80");
  });
});

describe("the waypoints of a line", () => {
  const check = (line: string, expected: string) => expect(written(waypointsOf(points(line)))).toBe(expected);

  it("are none for a straight one, and as few as tell its shape", () => {
    check("0,0 96,0", "");
    check("0,0 96,0 96,80", "96,0");
    check("0,0 40,0 40,80 96,80", "40,40");
    check("0,0 16,0 16,40 80,40 80,0 96,0", "16,40 80,40");
  });

  it("are drawn as the line that they came from", () => {
    const box = (x: number, y: number): Rect => ({ x, y, width: 100, height: 40 });
    const [from, to] = [box(0, 0), box(300, 200)];
    const line = points("100,20 260,20 260,220 300,220");
    expect(written(quickBent(from, to, waypointsOf(line)))).toBe(written(line));
    const detour = points("100,20 116,20 116,120 284,120 284,220 300,220");
    expect(written(quickBent(from, to, waypointsOf(detour)))).toBe(written(detour));
  });
});

describe("where a pulled piece comes to rest", () => {
  const line = points("0,0 40,0 40,80 96,80 96,160 200,160");
  const none: Rect[] = [];

  it("is the grid", () => {
    expect(settled(line, { part: "segment", at: 1 }, at(13, 0), none, 4).by.x).toBe(16);
  });

  it("is in line with a node's middle, with a guide that says so", () => {
    const { by, guides } = settled(
      line,
      { part: "segment", at: 1 },
      at(13, 0),
      [{ x: 0, y: 300, width: 110, height: 40 }],
      4,
    );
    expect(by.x).toBe(15);
    expect(guides).toEqual([{ axis: "x", at: 55, from: 0, to: 320 }]);
  });

  it("is in line with the next piece that runs its way, so that the bend goes", () => {
    const { by } = settled(line, { part: "segment", at: 1 }, at(53, 0), none, 6);
    expect(by.x).toBe(56);
    expect(written(waypointsOf(pulled(line, { part: "segment", at: 1 }, by)))).toBe("96,80");
  });
});

it("a key moves the longest piece across its direction, between corners first", () => {
  const line = points("0,0 40,0 40,80 96,80");
  expect(pieceFor(line, at(8, 0))).toEqual({ part: "segment", at: 1 });
  expect(pieceFor(line, at(0, 8))).toEqual({ part: "segment", at: 2 });
  expect(pieceFor(points("0,0 96,0"), at(8, 0))).toBeNull();
});

it("bends go with their nodes when both are moved alike", () => {
  const way = (id: string, target: string) => ({ id, source: "a", target, waypoints: [at(10, 10)] });
  const places = new Map(["a", "b", "c"].map((id) => [id, at(0, 0)]));
  const moves = [
    { id: "a", x: 8, y: 16 },
    { id: "b", x: 8, y: 16 },
    { id: "c", x: 8, y: 0 },
  ];
  expect(bendsMoved([way("one", "b"), way("two", "c")], moves, (id) => places.get(id) ?? null)).toEqual([
    { id: "one", waypoints: [at(18, 26)] },
  ]);
});
