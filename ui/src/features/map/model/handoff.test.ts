import { expect, it } from "vitest";
import { labelBox, markPlace } from "./handoff";

const line = [
  { x: 0, y: 0 },
  { x: 200, y: 0 },
];

it("stands half-way along a line without a label, and with one that is out of its way", () => {
  expect(markPlace(line, null)).toEqual({ x: 100, y: 0 });
  expect(markPlace(line, labelBox({ x: 20, y: -11 }, "no"))).toEqual({ x: 100, y: 0 });
});

it("stands behind a label that lies over the middle, on the line", () => {
  const label = labelBox({ x: 90, y: -11 }, "approved");
  const { x, y } = markPlace(line, label);
  expect(y).toBe(0);
  expect(x).toBeGreaterThanOrEqual(label.x + label.width);
  expect(x).toBeLessThan(190);
});

it("stands before it where there is no room behind", () => {
  const { x } = markPlace(line, labelBox({ x: 140, y: -11 }, "approved by us"));
  expect(x).toBeLessThan(100);
});

it("leaves a line that is too short to the side without the label", () => {
  const short = [
    { x: 0, y: 0 },
    { x: 56, y: 0 },
  ];
  expect(markPlace(short, labelBox({ x: 28, y: -11 }, "approved"))).toEqual({ x: 28, y: 3 });
  const down = short.map(({ x }) => ({ x: 0, y: x / 3 }));
  expect(markPlace(down, labelBox({ x: 40, y: 9 }, "approved")).x).toBeLessThanOrEqual(0);
});
