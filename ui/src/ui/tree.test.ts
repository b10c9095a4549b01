import { describe, expect, it } from "vitest";
import { dropAt, rowAt, typedRow, visibleRows, type Drop, type TreeNode } from "./tree";

const node = (key: string, children?: TreeNode[], more: Partial<TreeNode> = {}): TreeNode => ({
  key,
  label: key,
  data: null,
  ...(children && { children }),
  ...more,
});
const nodes = [
  node("Processes", [node("Refund", [node("Card"), node("Cash")]), node("Payroll")], { heading: true }),
];
const rows = visibleRows(nodes, () => true);

describe("the rows of a tree", () => {
  it("leaves out what is closed, and does not indent below a heading", () => {
    expect(rows.map((row) => `${row.level}${row.indent} ${row.node.key}`)).toEqual([
      "10 Processes",
      "20 Refund",
      "31 Card",
      "31 Cash",
      "20 Payroll",
    ]);
    expect(visibleRows(nodes, (key) => key !== "Refund").map((row) => row.node.key)).toEqual([
      "Processes",
      "Refund",
      "Payroll",
    ]);
    expect(rows.map((row) => `${row.place}/${row.siblings}`)).toEqual(["1/1", "1/2", "1/2", "2/2", "2/2"]);
  });

  it("finds the row at a height, and the end rows beyond the ends", () => {
    expect([-9, 0, 37, 38, 66, 9_999].map((y) => rowAt(rows, y))).toEqual([0, 0, 0, 1, 2, 4]);
  });

  it("walks on by one letter, and stays with a longer text that still fits", () => {
    expect(typedRow(rows, 1, "c")).toBe(2);
    expect(typedRow(rows, 2, "c")).toBe(3);
    expect(typedRow(rows, 3, "cas")).toBe(3);
    expect(typedRow(rows, 0, "x")).toBeNull();
  });
});

describe("where a dragged row falls", () => {
  const check = (
    dragged: string,
    over: string,
    share: number,
    expected: string | null,
    allowed: (drop: Drop) => boolean = () => true,
  ) => {
    const row = rows.find((one) => one.node.key === over)!;
    const drop = dropAt(rows, row.top + share * row.height, dragged, allowed);
    expect(drop && `${drop.place} ${drop.target}`).toBe(expected);
  };

  it("reads the edges as beside and the middle as onto", () => {
    check("Payroll", "Cash", 0.1, "before Cash");
    check("Payroll", "Cash", 0.5, "onto Cash");
    check("Payroll", "Cash", 0.9, "after Cash");
  });
  it("reads the lower edge of an open row as the place of its first child", () => {
    check("Payroll", "Refund", 0.9, "before Card");
  });
  it("never lets a row fall onto itself or into what it holds", () => {
    check("Refund", "Refund", 0.5, null);
    check("Refund", "Cash", 0.5, null);
  });
  it("takes the nearest place that is allowed", () => {
    check("Cash", "Payroll", 0.6, "after Payroll", (drop) => drop.place !== "onto");
    check("Cash", "Payroll", 0.1, "onto Payroll", (drop) => drop.place === "onto");
    check("Cash", "Payroll", 0.5, null, () => false);
  });
});
