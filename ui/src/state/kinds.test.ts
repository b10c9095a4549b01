import { describe, expect, it } from "vitest";
import type { Document } from "../api";
import { outOfSight } from "./kinds";

const document = {
  text: "What it is about",
  purpose: "Why it is done",
  scope: "  ",
  quality: "",
  materials: "",
  definitions: "",
  starting_screen: "The till",
  finished_result: "",
  trigger: "",
  outcome: "",
  frequency: "",
  tool: null,
} as unknown as Document;

describe("a document of another kind", () => {
  it("tells what is filled in and not shown any more", () => {
    expect(outOfSight(document, "sop")).toEqual(["Start at"]);
    expect(outOfSight(document, "instruction")).toEqual([]);
    expect(outOfSight({ ...document, materials: "A key" }, "policy")).toEqual(["What you need", "Start at"]);
  });

  it("says nothing of what is empty", () => {
    expect(outOfSight({ ...document, purpose: "", starting_screen: "" }, "policy")).toEqual([]);
  });
});
