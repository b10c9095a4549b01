import { describe, expect, it } from "vitest";
import { open } from "./field";
import type { Part, TableAction } from "./writing";

const table = "| a | b |\n| - | - |\n| c | d |";
/** How often Tab is pressed from before the first cell. */
const cell = (number: number) => Array.from({ length: number }, () => "Tab");

/** A text after keys and actions in it, where the cursor stands at the beginning. */
function after(text: string, ...done: (string | { act: TableAction } | { write: string })[]): string {
  const field = open(text);
  field.writing.focus("start");
  for (const one of done) {
    if (typeof one === "string") field.press(one);
    else if ("act" in one) field.writing.table(one.act);
    else field.write(one.write);
  }
  const now = field.writing.text();
  field.close();
  return now;
}

describe("a table", () => {
  it("is walked by Tab, which makes a row behind the last cell", () => {
    expect(after(table, "Tab", { write: "1" })).toBe("| a | b1 |\n| - | - |\n| c | d |");
    expect(after(table, ...cell(3), { write: "1" })).toBe("| a | b |\n| - | - |\n| c | d1 |");
    expect(after(table, ...cell(4), { write: "1" })).toBe("| a | b |\n| - | - |\n| c | d |\n| 1 | |");
    expect(after(table, ...cell(2), "Shift+Tab", { write: "1" })).toBe("| a | b1 |\n| - | - |\n| c | d |");
    expect(after(table, "Shift+Tab", { write: "1" }), "before the first cell is nothing").toContain("1a");
  });

  it("is written down by Enter, and left by Enter in an empty last row", () => {
    expect(after(table, "Enter", { write: "1" })).toBe("| a | b |\n| - | - |\n| c1 | d |");
    expect(after(table, "Enter", "Enter", { write: "1" })).toBe("| a | b |\n| - | - |\n| c | d |\n| 1 | |");
    expect(after(table, "Enter", "Enter", "Enter", { write: "on" })).toBe(`${table}\n\non`);
    expect(after(`${table}\n\nbelow`, "Enter", "Enter", "Enter", { write: "on " })).toBe(
      `${table}\n\non below`,
    );
    expect(after(table, "Shift+Enter", { write: "1" }), "a cell has one line").toContain("| c1 |");
  });

  it("gets and loses rows and columns, and its first row stays the head", () => {
    const act = (act: TableAction) => ({ act });
    expect(after(table, act("row_above"), { write: "" })).toBe("| | |\n| - | - |\n| a | b |\n| c | d |");
    expect(after(table, act("row_below"))).toBe("| a | b |\n| - | - |\n| | |\n| c | d |");
    expect(after(table, act("column_before"))).toBe("| | a | b |\n| - | - | - |\n| | c | d |");
    expect(after(table, act("column_after"))).toBe("| a | | b |\n| - | - | - |\n| c | | d |");
    expect(after(table, act("delete_row"))).toBe("| c | d |\n| - | - |");
    expect(after(table, act("delete_row"), act("delete_row"))).toBe("");
    expect(after(table, act("delete_column"))).toBe("| b |\n| - |\n| d |");
    expect(after(table, act("delete_column"), act("delete_column"))).toBe("");
    expect(after(`before\n\n${table}`, "ArrowDown", act("delete_table")), "outside, nothing").toContain(
      "| a |",
    );
    expect(after(table, act("delete_table"))).toBe("");
  });

  it("holds its cells' edges against Backspace, and goes when there is nothing in it", () => {
    expect(after(table, ...cell(2), "Home", "Backspace")).toBe(table);
    expect(after("| | |\n| - | - |\n| | |", "Backspace", { write: "free" })).toBe("free");
  });
});

describe("what is put in", () => {
  const put = (part: Part, text = "", write = "x") => {
    const field = open(text);
    field.writing.focus("end");
    field.writing.put(part);
    if (write) field.write(write);
    const now = field.writing.text();
    field.close();
    return now;
  };

  it("takes the place of an empty paragraph, with the cursor in it", () => {
    expect(put("bullets")).toBe("- x");
    expect(put("numbers")).toBe("1. x");
    expect(put("tasks")).toBe("- [ ] x");
    expect(put("quote")).toBe("> x");
    expect(put("code")).toBe("```\nx\n```");
    expect(put("warning")).toBe("> [!WARNING]\n> x");
    expect(put("line")).toBe("---\n\nx");
    expect(put("table")).toBe("| x | | |\n| - | - | - |\n| | | |\n| | | |");
  });

  it("stands behind a paragraph with words", () => {
    expect(put("bullets", "Pay by")).toBe("Pay by\n\n- x");
    expect(put("table", "Pay by")).toBe("Pay by\n\n| x | | |\n| - | - | - |\n| | | |\n| | | |");
    expect(put("numbers", "- Pay by")).toBe("- Pay by\n  1. x");
    expect(put("code", "- Pay by")).toBe("- Pay by\n  ```\n  x\n  ```");
  });
});
