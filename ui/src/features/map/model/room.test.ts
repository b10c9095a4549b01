import { expect, it } from "vitest";
import type { Rect } from "../../../api";
import { putBetween } from "./room";

const rect = (x: number, y = 0, width = 152): Rect => ({ x, y, width, height: 40 });
const ways = [
  { id: "ab", source: "a", target: "b" },
  { id: "bc", source: "b", target: "c" },
];
const boxes = [
  { id: "a", rect: rect(0) },
  { id: "b", rect: rect(208) },
  { id: "c", rect: rect(416, 200) },
  { id: "other", rect: rect(416, 400) },
];
const between = { way: ways[0]!, side: "right" as const, ways, boxes };

it("a node dropped on a short connection stands clear of both ends, and what follows moves on", () => {
  expect(putBetween({ id: "new", rect: rect(104) }, between)).toEqual({
    at: { x: 208, y: 0 },
    moves: [
      { id: "b", x: 416, y: 0 },
      { id: "c", x: 624, y: 200 },
    ],
  });
});

it("where there is room, nothing moves", () => {
  const far = boxes.map((box) => (box.id === "b" ? { id: "b", rect: rect(600) } : box));
  const dropped = { id: "new", rect: rect(300) };
  expect(putBetween(dropped, { ...between, boxes: far })).toEqual({ at: { x: 300, y: 0 }, moves: [] });
});

it("a node from further on does not make room for itself", () => {
  const { moves } = putBetween({ id: "c", rect: rect(104) }, between);
  expect(moves.map(({ id }) => id)).toEqual(["b"]);
});
