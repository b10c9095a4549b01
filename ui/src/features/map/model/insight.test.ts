import { describe, expect, it } from "vitest";
import { areaAround, boundsOfRoute, inArea } from "./insight";

const seen = { x: 0, y: 0, width: 1000, height: 600 };

describe("the part of a large map that is in the page", () => {
  it("reaches beyond what is seen, and stays while that is inside of it", () => {
    const area = areaAround(seen, null, 100);
    expect(area).toEqual({ x: -100, y: -100, width: 1200, height: 800 });
    expect(areaAround({ ...seen, x: 100, y: -60 }, area, 100)).toBe(area);
    expect(areaAround({ ...seen, x: 101 }, area, 100)).toEqual({ ...area, x: 1 });
  });

  it("becomes smaller again once much less is seen", () => {
    const area = areaAround(seen, null, 100);
    expect(areaAround({ x: 0, y: 0, width: 500, height: 300 }, area, 50)).toBe(area);
    const near = { x: 0, y: 0, width: 200, height: 120 };
    expect(areaAround(near, area, 20, true), "while the view moves, nothing is taken out").toBe(area);
    expect(areaAround(near, area, 20).width).toBe(240);
  });

  it("holds a connection wherever its route and its label are, not only between its nodes", () => {
    const ends = [
      { x: 0, y: 1000, width: 100, height: 40 },
      { x: 400, y: 1000, width: 100, height: 40 },
    ];
    const wayBack = [
      { x: 500, y: 1020 },
      { x: 540, y: 1020 },
      { x: 540, y: 580 },
      { x: -40, y: 580 },
      { x: -40, y: 1020 },
      { x: 0, y: 1020 },
    ];
    expect(inArea(boundsOfRoute(wayBack, null, ends), seen)).toBe(true);
    expect(inArea(boundsOfRoute(wayBack.slice(0, 2), null, ends), seen)).toBe(false);
    const labelled = boundsOfRoute(wayBack.slice(0, 2), { x: 520, y: 605 }, ends);
    expect(inArea(labelled, seen), "a label is seen from its upper border on").toBe(true);
    expect(inArea(boundsOfRoute([], null, ends), { ...seen, y: 900 }), "without a route").toBe(true);
  });
});
