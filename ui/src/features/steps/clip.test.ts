import { describe, expect, it } from "vitest";
import type { Figure, Step } from "../../api";
import { exampleStep } from "../../state/example";
import { pasteOf, readClip, stepsType, writeClip, type Clip } from "./clip";

const step = (id: string, text: string, depth = 0, more: Partial<Step> = {}): Step =>
  exampleStep(id, { text, depth, ...more });

const figure = (id: string, on: string): Figure => ({
  id,
  step: on,
  position: 1,
  asset: "a",
  alt: "A till",
  caption: "",
  crop: null,
  shapes: [
    { id: "mark", turn: 0, mark: "red", stroke: "bold", lettering: "medium", form: redaction },
  ] as never,
});
const redaction = { kind: "redaction", rect: { x: 0, y: 0, width: 0.5, height: 0.5 } };

const clip: Clip = {
  steps: [
    step("a", "Open the **till** & <go>", 1),
    step("b", "Count\n\nTwice", 2, { role: "clerk", callouts: [{ kind: "warning", text: "Lock it." }] }),
  ],
  figures: [figure("f", "b")],
  roles: [{ id: "clerk", name: "Clerk" }],
};

const data = (forms: Record<string, string>) => ({ getData: (type: string) => forms[type] ?? "" });

describe("steps on the clipboard", () => {
  const { json, text, html } = writeClip(clip);

  it("are a numbered list for everything else", () => {
    expect(text.split("\n")).toEqual([
      "1. Open the till & <go>",
      "   1.1 Count",
      "       Twice",
      "       Warning: Lock it.",
    ]);
    expect(html).toContain("<li>Open the till &amp; &lt;go&gt;</li>");
  });

  it("come back whole, by either form", () => {
    expect(readClip(data({ [stepsType]: json }))).toEqual(clip);
    expect(readClip(data({ "text/html": html }))).toEqual(clip);
  });

  it("say where no file lies, and find it again in their own window", () => {
    const recording = { title: "Counting", url: "", file: "/home/ada/Secret plans/counting.mp4" };
    const steps = [step("r", "Count", 0, { recording })];
    const forms = writeClip({ ...clip, steps });
    expect(JSON.stringify(forms)).not.toContain("Secret");
    const read = readClip(data({ [stepsType]: forms.json }))!;
    expect(read.steps[0]!.recording).toEqual({ ...recording, file: "counting.mp4" });
    expect(pasteOf(read, "other", null, 0).steps[0]!.recording).toEqual(recording);
    const elsewhere = { ...read, steps: [{ ...read.steps[0]!, id: "of another window" }] };
    expect(pasteOf(elsewhere, "other", null, 0).steps[0]!.recording?.file).toBe("counting.mp4");
  });

  it("are none where anything else or anything damaged is", () => {
    for (const broken of ["", "{", "null", "[]", '{"roadbook":"map"}', '{"roadbook":"steps","steps":[]}']) {
      expect(readClip(data({ [stepsType]: broken })), broken).toBeNull();
    }
    const odd = JSON.stringify({ roadbook: "steps", steps: [{ id: "a", text: 3 }] });
    expect(readClip(data({ [stepsType]: odd }))).toBeNull();
    expect(readClip(null)).toBeNull();
  });

  it("are pasted under new ids, as deep as the place is, and no deeper than steps go", () => {
    const first = pasteOf(clip, "other", "after", 2);
    expect(first).toMatchObject({ edit: "paste_steps", document: "other", after: "after" });
    expect(first.steps.map(({ depth }) => depth)).toEqual([2, 2]);
    expect(first.figures).toMatchObject([{ step: first.steps[1]!.id, alt: "A till", asset: "a" }]);
    expect(first.roles).toEqual([{ id: "clerk", name: "Clerk", description: "", person: "" }]);
    const second = pasteOf(clip, "other", "after", 0);
    expect(second.steps.map(({ depth }) => depth)).toEqual([0, 1]);
    const ids = [first, second].flatMap(({ steps, figures }) => [
      ...steps.map(({ id }) => id),
      ...figures.flatMap(({ id, shapes }) => [id, ...shapes.map((shape) => shape.id)]),
    ]);
    expect(new Set([...ids, "a", "b", "f", "mark"]).size).toBe(ids.length + 4);
  });
});
