import { describe, expect, it } from "vitest";
import { dayIn, isDay } from "./days";
import { depths, family, numbers } from "./numbering";
import { pastedSteps } from "./pasting";

const nested = (...depths: number[]) => depths.map((depth) => ({ depth }));

describe("numbers of steps", () => {
  it("count through each level and begin again below the next step", () => {
    expect(numbers(nested(0, 0, 1, 1, 2, 1, 0, 1))).toEqual([
      "1",
      "2",
      "2.1",
      "2.2",
      "2.2.1",
      "2.3",
      "3",
      "3.1",
    ]);
  });

  it("leave no level out, whatever the records say", () => {
    expect(numbers(nested(2, 2, 0, 2))).toEqual(["1", "1.1", "2", "2.1"]);
    expect(depths(nested(2, 2, 0, 2))).toEqual([0, 1, 0, 1]);
  });

  it("know which sub-steps belong to a step", () => {
    expect(family(nested(0, 1, 2, 1, 0), 0)).toEqual([0, 1, 2, 3]);
    expect(family(nested(0, 1, 2, 1, 0), 1)).toEqual([1, 2]);
  });
});

describe("pasted lines", () => {
  const check = (text: string, expected: [string, number][]) =>
    expect(pastedSteps(text).map(({ text, depth }) => [text, depth])).toEqual(expected);

  it("are no steps where there is only one", () => {
    check("Open the till", []);
    check("\n  Open the till \n\n", []);
  });

  it("lose their own numbers and bullets", () => {
    check("1. Open the till\r\n2. Count the drawer\r\n\r\n3) Sign", [
      ["Open the till", 0],
      ["Count the drawer", 0],
      ["Sign", 0],
    ]);
    check("• One\n• Two\nand three", [
      ["One", 0],
      ["Two", 0],
      ["and three", 0],
    ]);
    check("2024 was good\nSo was 2025", [
      ["2024 was good", 0],
      ["So was 2025", 0],
    ]);
  });

  it("become sub-steps by their indent", () => {
    check("Open\n\tSign in\n\t\tType the code\nClose", [
      ["Open", 0],
      ["Sign in", 1],
      ["Type the code", 2],
      ["Close", 0],
    ]);
    check("    Open\n        Sign in", [
      ["Open", 0],
      ["Sign in", 1],
    ]);
  });

  it("are taken by the letter, but for Markdown in the line", () => {
    check("# 5 * 3 * 2\nPress **Refund**", [
      ["\\# 5 \\* 3 \\* 2", 0],
      ["Press **Refund**", 0],
    ]);
  });
});

describe("days", () => {
  it("are real ones", () => {
    expect(["2028-02-29", "2026-12-31"].every(isDay)).toBe(true);
    expect(["2026-02-29", "2026-13-01", "26-1-1", "tomorrow", ""].some(isDay)).toBe(false);
  });

  it("some months on end with the month where it is too short", () => {
    expect(dayIn(3, new Date(2026, 10, 30))).toBe("2027-02-28");
    expect(dayIn(12, new Date(2028, 1, 29))).toBe("2029-02-28");
  });
});
