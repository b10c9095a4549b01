import { expect, it } from "vitest";
import { readMinutes } from "./duration";

it("reads durations as people write them", () => {
  const cases: [string, number | null][] = [
    ["15", 15],
    ["15 min", 15],
    ["1 h 30", 90],
    ["1h30min", 90],
    ["1:30", 90],
    ["1.5 h", 90],
    ["0,5 h", 30],
    ["2 days", 960],
    ["", null],
    ["soon", null],
    ["5 parsecs", null],
    ["99999 days", null],
  ];
  for (const [text, expected] of cases) expect(readMinutes(text), text).toBe(expected);
});
