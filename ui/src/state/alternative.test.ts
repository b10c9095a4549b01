import { describe, expect, it } from "vitest";
import type { Shape, ShapeForm } from "../api";
import { firstSentence, suggestedAlt } from "./alternative";

const shape = (id: string, form: ShapeForm): Shape => ({
  id,
  mark: "route",
  stroke: "normal",
  lettering: "normal",
  turn: 0,
  form,
});
const rect = { x: 0, y: 0, width: 0.1, height: 0.1 };
const at = { x: 0, y: 0 };

describe("what a picture shows", () => {
  it("is told by the step, the tool and the marks", () => {
    const shapes = [
      shape("n", { kind: "number", at, pointer: null, from: null }),
      shape("t", { kind: "text", at, text: "Press\nhere" }),
      shape("r", { kind: "redaction", rect }),
    ];
    const numbers = new Map([["n", 3]]);
    const step = { text: "Press **Refund** in [the till](roadbook:1). It asks for a reason." };
    expect(suggestedAlt({ shapes }, step, "Till", numbers)).toBe(
      "Till, at the step “Press Refund in the till”; marked: 3, “Press here”; one place is hidden.",
    );
    expect(suggestedAlt({ shapes: [] }, step, "", numbers)).toBe(
      "The screen at the step “Press Refund in the till”.",
    );
    expect(suggestedAlt({ shapes: [] }, { text: " " }, "Till", numbers)).toBe("A screen of Till.");
    expect(suggestedAlt({ shapes }, { text: "" }, "", numbers)).toBe("");
  });

  it("quotes one sentence of it, without marks", () => {
    expect(firstSentence("1. Open `Settings`, then press ++Ctrl+S++.\n2. Wait")).toBe(
      "Open Settings, then press Ctrl+S",
    );
    expect(firstSentence("Version 2.5 is shown. Close it.")).toBe("Version 2.5 is shown");
    expect(firstSentence("snake_case and 2 * 3 * 4 stay")).toBe("snake_case and 2 * 3 * 4 stay");
    expect(firstSentence("")).toBe("");
    expect([...firstSentence("word ".repeat(80))].length).toBeLessThanOrEqual(121);
  });
});
