import { describe, expect, it } from "vitest";
import { newId } from "./ids";

describe("new ids", () => {
  it("are UUIDs of version 7 that hold their time", () => {
    const now = Date.UTC(2031, 4, 6, 7, 8, 9, 10);
    const id = newId(now);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(now);
  });

  it("sort in the order in which they are made, also when the clock stands or goes back", () => {
    const now = Date.UTC(2032, 0, 1);
    const made = Array.from({ length: 9_000 }, (_, at) => newId(now - (at % 3)));
    expect(new Set(made).size).toBe(made.length);
    expect(made.toSorted()).toEqual(made);
  });
});
