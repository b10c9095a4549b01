import { describe, expect, it } from "vitest";
import { setUp } from "./examplelibrary";

describe("who stands below whom", () => {
  it("follows covers, uses and policies, and no text that points upwards or aside", async () => {
    const { library } = setUp();
    await library.load();
    const below = (id: string) => library.children(id).map((one) => one.id);
    expect(below("rule")).toEqual(["refund"]);
    expect(below("refund"), "in the tree's order").toEqual(["part", "full"]);
    expect(below("full")).toEqual(["till"]);
    expect(below("till")).toEqual([]);
    expect(library.parents("till").map((one) => one.id)).toEqual(["full"]);
    expect(library.usedBy("refund").map(({ row, links }) => [row.id, links[0]!.kind])).toEqual([
      ["part", "covers"],
      ["full", "covers"],
      ["till", "mentions"],
    ]);
  });
});
