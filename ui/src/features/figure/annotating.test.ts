import { describe, expect, it } from "vitest";
import type { Changed, Document, DocumentView, Edit, Overview, Query, Shape, ShapeForm } from "../../api";
import { LibraryMirror } from "../../state/library.svelte";
import { align, hideEverywhere, keepCrop, layer, paste, uncrop } from "./acting";
import { Annotating } from "./annotating.svelte";
import { Brush } from "./brush.svelte";
import { readClip, writeClip } from "./clip";
import { plainStyle } from "./marks";

const arrow: Shape = {
  ...plainStyle,
  id: "arrow",
  mark: "blue",
  turn: 0,
  form: { kind: "arrow", from: { x: 0.1, y: 0.1 }, to: { x: 0.5, y: 0.5 } },
};
const words: Shape = {
  ...plainStyle,
  id: "words",
  turn: 0,
  form: { kind: "text", at: { x: 0.2, y: 0.2 }, text: "Here" },
};

/** A picture of 716 by 358 document pixels, at the near end of the wire: edits are answered, not done. */
async function setUp(shapes: Shape[] = [arrow, words]) {
  const sent: Edit[] = [];
  const view: DocumentView = {
    content: {
      document: { id: "till", kind: "instruction" } as Document,
      lanes: [],
      nodes: [],
      connections: [],
      steps: [{ id: "s1", document: "till", position: 1 } as DocumentView["content"]["steps"][number]],
      figures: [{ id: "f1", step: "s1", position: 1, asset: "a", alt: "", caption: "", crop: null, shapes }],
    },
    map: null,
    assets: [
      {
        hash: "a",
        mime: "image/png",
        width: 1432,
        height: 716,
        size: 1,
        imported_at: 0,
        source_name: "",
        burned_at: null,
      },
    ],
    used_by: [],
    revision: 1,
  };
  const overview = {
    library: { name: "", path: "", revision: 1, read_only: false, undo: null, redo: null },
    documents: [],
    links: [],
    roles: [],
    tools: [],
    packs: [],
    presets: [],
    trashed: 0,
  } satisfies Overview;
  let revision = 1;
  const mirror = new LibraryMirror({
    read: (query: Query) => Promise.resolve(query.query === "overview" ? overview : view) as never,
    edit: (edit) => {
      sent.push(edit);
      const kept = [...open.figuresById.values()].map((record) => ({ table: "figure" as const, record }));
      const changed: Changed = {
        revision: ++revision,
        label: edit.edit,
        upserts: kept,
        removed: [],
        links: [],
        maps: [],
        place: null,
        undo: null,
        redo: null,
        trashed: 0,
      };
      return Promise.resolve(changed);
    },
    undo: () => Promise.reject(new Error()),
    redo: () => Promise.reject(new Error()),
  });
  await mirror.load();
  const open = await mirror.open("till");
  return { annotating: new Annotating(open, "f1", mirror, new Brush()), sent };
}

const nothing = { on: null, handle: null, more: false };
const at = (x: number, y: number) => ({ x: x * 716, y: y * 358 });

async function draw(annotating: Annotating, from: [number, number], to: [number, number], shift = false) {
  annotating.press(at(...from), nothing);
  annotating.move(at(...to), { shift });
  await annotating.release();
}

const forms = (annotating: Annotating) => annotating.figure!.shapes.map((shape) => shape.form);

describe("annotating a picture", () => {
  it("makes one edit of one drawing, and chooses what was drawn", async () => {
    const { annotating, sent } = await setUp([]);
    annotating.style = { ...plainStyle, mark: "green" };
    annotating.choose("rectangle");
    await draw(annotating, [0.5, 0.5], [0.25, 0.25]);
    expect(sent.map((edit) => edit.edit)).toEqual(["add_shapes"]);
    expect(forms(annotating)).toEqual([
      { kind: "rectangle", rect: { x: 0.25, y: 0.25, width: 0.25, height: 0.25 } },
    ]);
    expect(annotating.chosen[0]?.mark).toBe("green");
    expect(annotating.tool).toBe("select");
  });

  it("draws squares of pixels with Shift, and nothing from a mere press", async () => {
    const { annotating, sent } = await setUp([]);
    annotating.choose("redaction");
    await draw(annotating, [0.1, 0.1], [0.2, 0.15], true);
    const { rect } = forms(annotating)[0] as Extract<ShapeForm, { kind: "redaction" }>;
    expect(rect.width * 716).toBeCloseTo(rect.height * 358);
    annotating.choose("arrow");
    await draw(annotating, [0.4, 0.4], [0.4, 0.4]);
    expect(sent).toHaveLength(1);
  });

  it("sets a number by a press, and pulls its pointer by a drag", async () => {
    const { annotating } = await setUp([]);
    annotating.choose("number");
    await draw(annotating, [0.1, 0.1], [0.1, 0.1]);
    annotating.choose("number");
    await draw(annotating, [0.5, 0.5], [0.7, 0.5]);
    expect(forms(annotating).map((form) => form.kind === "number" && form.pointer)).toEqual([
      null,
      { x: 0.7, y: 0.5 },
    ]);
    annotating.press(at(0.7, 0.5), { ...nothing, handle: "pointer" });
    annotating.move(at(0.9, 0.9), { shift: false });
    await annotating.release();
    expect(forms(annotating)[1]).toMatchObject({ pointer: { x: 0.9, y: 0.9 } });
  });

  it("moves what is chosen together, and no further than the picture reaches", async () => {
    const { annotating, sent } = await setUp();
    annotating.press(at(0.2, 0.2), { ...nothing, on: "arrow" });
    await annotating.release();
    annotating.press(at(0.2, 0.2), { ...nothing, on: "words", more: true });
    annotating.move(at(-0.8, 0.3), { shift: false });
    await annotating.release();
    expect(sent, "choosing is no edit, moving both is one").toHaveLength(1);
    const [first, second] = forms(annotating);
    expect(first).toMatchObject({ from: { x: 0 } });
    expect((second as { at: { x: number } }).at.x).toBeCloseTo(0.1);
  });

  it("keeps a run of nudges as one edit", async () => {
    const { annotating, sent } = await setUp();
    annotating.select(["arrow"]);
    for (let press = 0; press < 5; press++) annotating.nudge(1, 0);
    annotating.nudge(0, 10);
    expect(sent).toHaveLength(0);
    await annotating.settle();
    expect(sent).toHaveLength(1);
    const { from } = forms(annotating)[0] as Extract<ShapeForm, { kind: "arrow" }>;
    expect(from.x * 716).toBeCloseTo(0.1 * 716 + 5);
    expect(from.y * 358).toBeCloseTo(0.1 * 358 + 10);
  });

  it("pulls one end of an arrow", async () => {
    const { annotating } = await setUp();
    annotating.select(["arrow"]);
    annotating.press(at(0.5, 0.5), { ...nothing, handle: "to" });
    annotating.move(at(0.9, 0.1), { shift: false });
    await annotating.release();
    expect(forms(annotating)[0]).toMatchObject({ from: { x: 0.1, y: 0.1 }, to: { x: 0.9, y: 0.1 } });
  });

  it("forgets a gesture that is broken off", async () => {
    const { annotating, sent } = await setUp();
    annotating.press(at(0.2, 0.2), { ...nothing, on: "arrow" });
    annotating.move(at(0.6, 0.6), { shift: false });
    annotating.cancel();
    await annotating.release();
    expect(sent).toHaveLength(0);
    expect(annotating.shapes[0]?.form).toEqual(arrow.form);
  });

  it("keeps a new text box only with a text, and deletes one that is emptied", async () => {
    const { annotating, sent } = await setUp();
    annotating.choose("text");
    await draw(annotating, [0.5, 0.5], [0.5, 0.5]);
    expect(annotating.typing?.isNew).toBe(true);
    await annotating.written("  \n");
    expect(sent).toHaveLength(0);
    annotating.choose("text");
    await draw(annotating, [0.5, 0.5], [0.5, 0.5]);
    await annotating.written("Press here\n");
    expect(forms(annotating).at(-1)).toEqual({ kind: "text", at: { x: 0.5, y: 0.5 }, text: "Press here" });
    annotating.write("words");
    await annotating.written("");
    expect(sent.map((edit) => edit.edit)).toEqual(["add_shapes", "delete_shapes"]);
    expect(annotating.figure?.shapes.some((shape) => shape.id === "words")).toBe(false);
  });

  it("crops without touching the marks, and takes the crop back", async () => {
    const { annotating, sent } = await setUp();
    annotating.choose("crop");
    annotating.press(at(1, 1), { ...nothing, handle: "se" });
    annotating.move(at(0.5, 0.5), { shift: false });
    await annotating.release();
    expect(annotating.frame, "the whole picture while one crops").toMatchObject({ width: 716, height: 358 });
    annotating.press(at(0.2, 0.2), nothing);
    annotating.move(at(0.3, 0.9), { shift: false });
    await annotating.release();
    await keepCrop(annotating);
    expect(annotating.figure?.crop?.x).toBeCloseTo(0.1);
    expect(annotating.figure?.crop?.y).toBeCloseTo(0.5);
    expect(forms(annotating)[0]).toEqual(arrow.form);
    await uncrop(annotating);
    expect(annotating.figure?.crop).toBeNull();
    expect(sent).toHaveLength(2);
  });

  it("frames marks with a pull over free ground", async () => {
    const { annotating, sent } = await setUp();
    annotating.press(at(0.05, 0.05), nothing);
    annotating.move(at(0.3, 0.3), { shift: false });
    expect(annotating.selected).toEqual(["arrow", "words"]);
    annotating.move(at(0.06, 0.06), { shift: false });
    await annotating.release();
    expect(annotating.selected).toEqual([]);
    expect(annotating.band).toBeNull();
    expect(sent).toHaveLength(0);
  });

  it("pulls a copy away with Alt, as one edit, and leaves the first where it was", async () => {
    const { annotating, sent } = await setUp();
    annotating.press(at(0.2, 0.2), { ...nothing, on: "arrow", copy: true });
    annotating.move(at(0.4, 0.3), { shift: false });
    await annotating.release();
    expect(sent).toMatchObject([{ edit: "together", label: "duplicate_shapes" }]);
    expect(forms(annotating)[0]).toEqual(arrow.form);
    const copy = forms(annotating)[2] as Extract<ShapeForm, { kind: "arrow" }>;
    expect(copy.from.x).toBeCloseTo(0.3);
    expect(annotating.selected).toEqual([annotating.figure!.shapes[2]!.id]);
  });

  it("orders, aligns and paints what is chosen, each as one edit with a name of its own", async () => {
    const { annotating, sent } = await setUp();
    annotating.select(["arrow"]);
    await layer(annotating, "front");
    expect(annotating.figure!.shapes.map(({ id }) => id)).toEqual(["words", "arrow"]);
    await layer(annotating, "forward");
    annotating.select(["arrow", "words"]);
    await align(annotating, "left");
    expect((forms(annotating)[0] as { at: { x: number } }).at.x).toBeCloseTo(0.1);
    await annotating.paint({ stroke: "bold", lettering: "large" });
    expect(annotating.chosen.map(({ stroke, lettering }) => [stroke, lettering])).toEqual([
      ["bold", "large"],
      ["bold", "large"],
    ]);
    expect(sent.map((edit) => (edit.edit === "together" ? edit.label : edit.edit))).toEqual([
      "order_shapes",
      "align_shapes",
      "style_shapes",
    ]);
  });

  it("turns a mark by its handle, in steps with Shift, and by keys, each as one edit", async () => {
    const box: Shape = {
      ...plainStyle,
      id: "box",
      turn: 0,
      form: { kind: "rectangle", rect: { x: 0.4, y: 0.4, width: 0.2, height: 0.2 } },
    };
    const { annotating, sent } = await setUp([box, words]);
    const turns = () => annotating.figure!.shapes.map(({ turn }) => turn);
    annotating.select(["box"]);
    annotating.press(at(0.5, 0.3), { on: null, handle: "turn", more: false });
    annotating.move({ x: 358 + 100, y: 179 + 3 }, { shift: false });
    expect(annotating.shapes[0]!.turn, "to where the pointer is").toBe(92);
    annotating.move({ x: 358 + 100, y: 179 + 3 }, { shift: true });
    await annotating.release();
    expect(turns()).toEqual([90, 0]);
    expect(sent).toMatchObject([{ edit: "together", label: "turn_shapes" }]);
    expect(forms(annotating)[0], "its form stays").toEqual(box.form);

    // By keys all that can be turned go along; nudges in between are in the same edit.
    annotating.select(["box", "words"]);
    annotating.turn(15);
    annotating.nudge(7.16, 0);
    annotating.turn(-20);
    await annotating.settle();
    expect(turns()).toEqual([85, -5]);
    expect(forms(annotating)[0]).toMatchObject({ rect: { x: expect.closeTo(0.41) as number } });
    expect(sent).toHaveLength(2);
  });

  it("does not turn what hides something or has ends", async () => {
    const { annotating, sent } = await setUp([arrow]);
    annotating.select(["arrow"]);
    annotating.turn(15);
    await annotating.settle();
    expect(sent).toEqual([]);
  });

  it("puts copied marks on a picture, with ids of their own", async () => {
    const { annotating, sent } = await setUp();
    const { json, html } = writeClip([arrow, words]);
    expect(readClip("", html), "by the form that every browser lets through").toEqual(readClip(json, ""));
    await paste(annotating, readClip(json, "")!, 0);
    expect(forms(annotating).slice(2)).toEqual([arrow.form, words.form]);
    expect(new Set(annotating.figure!.shapes.map(({ id }) => id)).size).toBe(4);
    expect(sent).toMatchObject([{ edit: "together", label: "paste_shapes" }]);
    for (const broken of ["", "{", "null", '{"roadbook":"map"}', '{"roadbook":"marks","shapes":[{}]}']) {
      expect(readClip(broken, "")).toBeNull();
    }
  });

  it("hides the same place in all other pictures as one edit, and only once", async () => {
    const hidden: Shape = {
      ...plainStyle,
      id: "hidden",
      turn: 0,
      form: { kind: "redaction", rect: { x: 0.1, y: 0.1, width: 0.2, height: 0.2 } },
    };
    const { annotating, sent } = await setUp([hidden]);
    const others = ["f2", "f3"].map((id) => ({ ...annotating.figure!, id, shapes: [] }));
    for (const other of others) annotating.open.figuresById.set(other.id, other);
    annotating.open.figuresById.set("f4", { ...others[0]!, id: "f4", shapes: [hidden] });
    annotating.select(["hidden"]);
    expect(await hideEverywhere(annotating)).toBe(2);
    expect(sent).toMatchObject([
      { edit: "together", label: "hide_everywhere", edits: [{ figure: "f2" }, { figure: "f3" }] },
    ]);
  });

  it("sets a magnifier beside its source and pulls its lens by itself", async () => {
    const { annotating } = await setUp([]);
    annotating.choose("magnifier");
    await draw(annotating, [0.1, 0.1], [0.2, 0.2]);
    const drawn = forms(annotating)[0] as Extract<ShapeForm, { kind: "magnifier" }>;
    expect(drawn.at.x - 0.1, "the lens is beside the source").toBeGreaterThan(0.2);
    annotating.press(at(drawn.at.x + 0.01, drawn.at.y), {
      ...nothing,
      on: annotating.chosen[0]!.id,
      handle: "lens",
    });
    annotating.move(at(drawn.at.x + 0.21, drawn.at.y + 0.3), { shift: false });
    await annotating.release();
    const pulled = forms(annotating)[0] as typeof drawn;
    expect(pulled.source).toEqual(drawn.source);
    expect(pulled.at.x, "by as much as the pointer went").toBeCloseTo(drawn.at.x + 0.2);
  });
});
