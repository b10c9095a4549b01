import { beforeEach, describe, expect, it } from "vitest";
import type { Document, DocumentView, Edit, Figure, Overview, Query, Step } from "../../api";
import { exampleStep } from "../../state/example";
import { LibraryMirror } from "../../state/library.svelte";
import { session } from "../../state/session.svelte";
import { StepsEditing } from "./editing.svelte";
import { pastedSteps } from "./pasting";

const step = (id: string, position: number, more: Partial<Step> = {}): Step =>
  exampleStep(id, { position, text: id.toUpperCase(), ...more });

const figure = (id: string, on: string, position: number): Figure => ({
  id,
  step: on,
  position,
  asset: "a",
  alt: "",
  caption: "",
  crop: null,
  shapes: [],
});

const overview: Overview = {
  library: { name: "", path: "", revision: 1, read_only: false, undo: null, redo: null },
  documents: [],
  links: [],
  roles: [],
  tools: [],
  packs: [],
  presets: [],
  trashed: 0,
};

/** Edits are answered with nothing new, so that what is seen is what was shown ahead of the answer. */
async function setUp(
  steps = [step("a", 1), step("b", 2, { depth: 1 }), step("c", 3)],
  figures = [figure("f", "c", 1)],
) {
  const sent: Edit[] = [];
  let revision = 1;
  const view: DocumentView = {
    content: {
      document: { id: "till", kind: "instruction" } as Document,
      lanes: [],
      nodes: [],
      connections: [],
      steps,
      figures,
    },
    map: null,
    assets: [
      {
        hash: "a",
        mime: "image/png",
        width: 9,
        height: 9,
        size: 1,
        imported_at: 0,
        source_name: "",
        burned_at: null,
      },
    ],
    used_by: [],
    revision: 1,
  };
  const mirror = new LibraryMirror({
    read: (query: Query) => Promise.resolve(query.query === "overview" ? overview : view) as never,
    edit: (edit) => {
      sent.push(edit);
      return Promise.resolve({
        revision: ++revision,
        label: edit.edit,
        upserts: [],
        removed: [],
        links: [],
        maps: [],
        place: null,
        undo: null,
        redo: null,
        trashed: 0,
      });
    },
    undo: () => Promise.reject(new Error()),
    redo: () => Promise.reject(new Error()),
  });
  await mirror.load();
  const open = await mirror.open("till");
  const editing = new StepsEditing(open, mirror);
  return {
    editing,
    open,
    seen: () => open.steps.map((one) => "-".repeat(one.depth) + one.text),
    edits: async () => {
      await new Promise((done) => setTimeout(done));
      return sent;
    },
  };
}

beforeEach(() => session.clear());

describe("what one does to steps is seen at once, and", () => {
  it("Enter makes the next step, as deep as this one", async () => {
    const { editing, seen, edits } = await setUp();
    editing.add("b", "new");
    expect(seen()).toEqual(["A", "-B", "-new", "C"]);
    expect(await edits()).toMatchObject([
      { edit: "add_steps", after: "b", steps: [{ text: "new", depth: 1 }] },
    ]);
  });

  it("the first step can be one that is made before it", async () => {
    const { editing, seen } = await setUp();
    editing.add(null, "new", 0);
    expect(seen()[0]).toBe("new");
  });

  it("a step divides at the cursor", async () => {
    const { editing, open, seen, edits } = await setUp();
    editing.split(open.steps[2]!, ["first", "rest"]);
    expect(seen()).toEqual(["A", "-B", "first", "rest"]);
    expect(await edits()).toMatchObject([{ edit: "split_step", id: "c", text: "first", rest: "rest" }]);
  });

  it("a step joins the one before it, with its pictures", async () => {
    const { editing, open, seen, edits } = await setUp();
    editing.merge(open.steps[2]!);
    expect(seen()).toEqual(["A", "-B\n\nC"]);
    expect(open.figures.get("b")).toHaveLength(1);
    expect(await edits()).toEqual([{ edit: "merge_steps", first: "b", second: "c" }]);
    expect(editing.merge(open.steps[0]!), "nothing is before the first").toBe(false);
  });

  it("what was just typed joins and is copied, though no record has it yet", async () => {
    const { editing, open, seen, edits } = await setUp();
    const released: string[] = [];
    const types = (id: string) =>
      editing.joins(id, {
        focus: () => undefined,
        text: () => `${id} typed`,
        release: () => released.push(id),
        focusNumber: () => undefined,
        halves: () => null,
      });
    types("b");
    editing.duplicate(["b"]);
    types("c");
    editing.merge(open.steps[2]!);
    expect(seen()).toEqual(["A", "-b typed\n\nc typed"]);
    expect(released, "both show what the records say now").toEqual(["b", "c"]);
    expect(await edits()).toMatchObject([
      { edit: "together", edits: [{ edit: "paste_steps", steps: [{ text: "b typed" }] }] },
      { edit: "merge_steps" },
    ]);
  });

  it("an empty step with a picture is not taken away by Backspace", async () => {
    const { editing, open } = await setUp();
    expect(editing.removeEmpty(open.steps[2]!)).toBe(false);
    expect(editing.removeEmpty(open.steps[1]!)).toBe(true);
    expect(open.steps.map((one) => one.id)).toEqual(["a", "c"]);
  });

  it("a step moves with its sub-steps", async () => {
    const { editing, seen, edits } = await setUp();
    editing.shift(["a"], 1);
    expect(seen()).toEqual(["C", "A", "-B"]);
    editing.shift(["c"], 1);
    expect(seen(), "one step down, not over the whole family").toEqual(["A", "C", "-B"]);
    expect(await edits()).toMatchObject([
      { edit: "move_steps", ids: ["a", "b"], after: "c" },
      { edit: "move_steps", ids: ["c"], after: "a" },
    ]);
  });

  it("nothing is sent where a step would stay where it is", async () => {
    const { editing, edits } = await setUp();
    editing.shift(["a"], -1);
    editing.shift(["c"], 1);
    editing.move(["b"], "a");
    editing.indent(["a"], 1);
    editing.indent(["a", "c"], -1);
    expect(await edits()).toEqual([]);
  });

  it("a step goes in one level below the one above it, and takes its sub-steps along", async () => {
    const { editing, seen, edits } = await setUp([step("a", 1), step("b", 2), step("c", 3, { depth: 1 })]);
    editing.indent(["b"], 1);
    expect(seen()).toEqual(["A", "-B", "--C"]);
    expect(await edits()).toMatchObject([{ edit: "together", label: "update_step.depth" }]);
  });

  it("deleting takes sub-steps along and chooses the next step", async () => {
    const { editing, seen } = await setUp();
    editing.remove(["a"]);
    expect(seen()).toEqual(["C"]);
    expect(session.selection).toEqual({ kind: "step", ids: ["c"] });
  });

  it("pasted lines go in where the cursor is", async () => {
    const { editing, open, seen, edits } = await setUp();
    editing.paste(open.steps[0]!, ["before", "after"], pastedSteps("one\n  two"));
    expect(seen()).toEqual(["before", "one", "-two", "after", "-B", "C"]);
    expect(await edits()).toMatchObject([{ edit: "together", label: "paste_steps" }]);
  });

  it("the first pasted line fills an empty step", async () => {
    const { editing, open, seen } = await setUp([step("a", 1, { text: "" })], []);
    editing.paste(open.steps[0]!, ["", ""], pastedSteps("one\ntwo"));
    expect(seen()).toEqual(["one", "two"]);
  });

  it("a copy has all that the step has, each picture on it", async () => {
    const figures = [figure("f", "c", 1), figure("g", "c", 2)];
    const { editing, edits } = await setUp([step("c", 1, { why: "because" })], figures);
    editing.duplicate(["c"]);
    const [together] = await edits();
    expect(together).toMatchObject({
      label: "duplicate_steps",
      edits: [{ edit: "paste_steps", after: "c", steps: [{ why: "because" }] }],
    });
    const copy = together?.edit === "together" ? together.edits[0] : undefined;
    if (copy?.edit !== "paste_steps") throw new Error("no copy");
    expect(copy.figures.map(({ step }) => step)).toEqual([copy.steps[0]!.id, copy.steps[0]!.id]);
    expect(copy.figures.map(({ id }) => id)).not.toContain("f");
  });

  it("Shift chooses a run of steps and Ctrl single ones", async () => {
    const { editing } = await setUp();
    editing.select("a");
    editing.select("c", { range: true });
    expect(session.selection?.ids).toEqual(["a", "b", "c"]);
    editing.select("b", { toggle: true });
    expect(session.selection?.ids).toEqual(["a", "c"]);
  });
});
