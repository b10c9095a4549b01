import { describe, expect, it } from "vitest";
import { Failure, type Record as AnyRecord } from "../api";
import { anEdit, changed, documentOf, figure, link, rows, setUp, step } from "./examplelibrary";
import { tellEdit, toasts } from "./toasts";

describe("the mirror of the library", () => {
  it("applies what is put, removed and linked", async () => {
    const { library, answers } = setUp();
    await library.load();
    const open = await library.open("till");
    answers.push(
      changed(
        2,
        [
          { table: "figure", record: figure("f2", "s3") },
          { table: "step", record: step("s3", 1.5) },
          { table: "document", record: { ...documentOf(rows[4]!), title: "Issue a refund" } },
        ],
        {
          removed: [{ table: "figure", id: "f1" }],
          links: [{ source: "till", links: [link("mentions", "till", "rule")] }],
          trashed: 3,
        },
      ),
    );
    await library.edit(anEdit);
    expect(open.steps.map((one) => one.id)).toEqual(["s1", "s3", "s2"]);
    expect(open.figures.get("s3")?.map((one) => one.id)).toEqual(["f2"]);
    expect(open.figures.has("s1"), "its only picture was deleted").toBe(false);
    expect(open.document.title).toBe("Issue a refund");
    expect(library.documents.get("till")?.title).toBe("Issue a refund");
    expect(library.usedBy("rule").map((use) => use.row.id)).toEqual(["refund", "till"]);
    expect(library.trashed).toBe(3);
    expect(library.state).toMatchObject({ revision: 2, undo: "add_steps" });
    expect(library.keptAt).not.toBeNull();
    expect(library.keeping).toBe(0);
  });

  it("gives an open document its map anew, and then what of it is drawn otherwise", async () => {
    const { library, answers } = setUp();
    await library.load();
    const open = await library.open("till");
    const node = (id: string, x: number) => ({
      id,
      rect: { x, y: 0, width: 9, height: 9 },
      lines: [],
      role: "",
      documents: "none" as const,
      covered_by: [],
    });
    const way = (id: string) => ({ id, points: [], label_at: null, handoff: null });
    const map = {
      process: "till",
      whole: true,
      bounds: { x: 0, y: 0, width: 9, height: 9 },
      lanes: [],
      nodes: [node("a", 0), node("b", 20), node("c", 40)],
      connections: [way("ab"), way("bc")],
      gone_nodes: [],
      gone_connections: [],
    };
    answers.push(changed(2, [], { maps: [map] }));
    await library.edit(anEdit);
    expect(open.map?.bounds.width).toBe(9);
    const [a] = open.map!.nodes;
    const otherwise = {
      ...map,
      whole: false,
      bounds: { x: 0, y: 0, width: 99, height: 9 },
      nodes: [node("b", 90), node("d", 60)],
      connections: [],
      gone_nodes: ["c"],
      gone_connections: ["bc"],
    };
    answers.push(changed(3, [], { maps: [otherwise] }));
    await library.edit(anEdit);
    expect(open.map?.bounds.width).toBe(99);
    expect(open.map?.nodes.map(({ id, rect }) => [id, rect.x])).toEqual([
      ["a", 0],
      ["b", 90],
      ["d", 60],
    ]);
    expect(open.map?.nodes[0], "what is drawn as before is the same object").toBe(a);
    expect(open.map?.connections.map(({ id }) => id)).toEqual(["ab"]);
  });

  it("takes a trashed document out of the tree, and back when that is undone", async () => {
    const { library, answers } = setUp();
    await library.load();
    const till = documentOf(rows[4]!);
    answers.push(changed(2, [{ table: "document", record: { ...till, trashed_at: 5 } }], { trashed: 1 }));
    await library.edit(anEdit);
    expect(library.documents.has("till")).toBe(false);
    expect(library.children("full"), "nothing shows a document in the trash").toEqual([]);
    answers.push(changed(3, [{ table: "document", record: till }]));
    await library.undo();
    expect(library.children("full").map((one) => one.id)).toEqual(["till"]);
  });

  it("loads again when a change was missed, and takes none twice", async () => {
    const { library, asked, at } = setUp();
    await library.load();
    const open = await library.open("till");
    asked.length = 0;
    library.apply(changed(1, [{ table: "step", record: step("s9", 9) }], { undo: null }));
    expect(open.steps, "the same revision again").toHaveLength(3);
    library.apply(changed(0, [{ table: "step", record: step("s8", 9) }]));
    expect(open.steps, "an older one").toHaveLength(3);

    at(7, [step("s2", 2)]);
    library.apply(changed(7));
    await library.load();
    expect(asked).toEqual(["overview", "document"]);
    expect(open.steps.map((one) => one.id)).toEqual(["s2"]);
    expect(library.state?.revision).toBe(7);
  });

  it("asks for the document again when a picture comes back that it has not seen", async () => {
    const { library, asked, at } = setUp();
    await library.load();
    const open = await library.open("till");
    asked.length = 0;
    at(2, [step("s1", 1)]);
    library.apply(changed(2, [{ table: "figure", record: figure("f2", "s1", 2, "b") }]));
    expect(open.figuresById.has("f2")).toBe(true);
    expect(asked).toEqual(["document"]);
  });

  it("shows at once what an edit will do, and takes it back when it was refused", async () => {
    const { library, answers } = setUp();
    const told: string[] = [];
    library.surroundings = { failed: (error) => told.push(error.message), undone: () => undefined };
    await library.load();
    const open = await library.open("till");
    answers.push(new Failure({ code: "disk_full", message: "The disk is full.", detail: null }));
    const done = library.edit(anEdit, undefined, {
      put: [{ table: "step", record: step("s3", 3) }],
      remove: [{ table: "step", id: "s1" }],
    });
    expect(open.steps.map((one) => one.id)).toEqual(["s2", "s3"]);
    expect(library.keeping).toBe(1);
    expect(await done).toBeNull();
    expect(open.steps.map((one) => one.id)).toEqual(["s1", "s2"]);
    expect(told).toEqual(["The disk is full."]);
    expect(library.failed?.code).toBe("disk_full");
  });

  it("goes on showing it while other changes come", async () => {
    const { library, answers } = setUp();
    await library.load();
    const open = await library.open("till");
    const half: AnyRecord = { table: "step", record: { ...step("s1", 1), text: "half" } };
    answers.push(changed(3, [half]));
    const done = library.edit(anEdit, undefined, { put: [half] });
    library.apply(changed(2, [{ table: "step", record: { ...step("s1", 1), text: "typed before" } }]));
    expect(open.steps[0]?.text).toBe("half");
    await done;
    expect(open.steps[0]?.text).toBe("half");
  });

  it("keeps what is being typed before it undoes, and says where that was", async () => {
    const { library, answers } = setUp();
    const story: string[] = [];
    library.surroundings = {
      failed: () => undefined,
      undone: ({ place }, way) => story.push(`${way} ${place?.document} ${place?.part?.id}`),
    };
    await library.load();
    const leave = library.holdsText(() => {
      story.push("kept");
      return library.type(anEdit, "visit");
    });
    const place = { document: "till", part: { table: "step" as const, id: "s1" } };
    answers.push(changed(2), changed(3, [], { place, undo: null, redo: "add_steps" }));
    await library.undo();
    leave();
    answers.push(changed(4, [], { place }));
    await library.redo();
    expect(story).toEqual(["kept", "undo till s1", "redo till s1"]);
    await library.redo();
    expect(story, "there is nothing more to redo").toHaveLength(3);
  });

  it("may redo while an undo is on its way", async () => {
    const { library, answers } = setUp();
    await library.load();
    expect(library.mayTravel("redo")).toBe(false);
    answers.push(changed(2), changed(3, [], { undo: null, redo: "add_steps" }), changed(4));
    await library.edit(anEdit);
    const undone = library.undo();
    expect(library.mayTravel("redo"), "it will be there").toBe(true);
    await Promise.all([undone, library.redo()]);
    expect(library.state?.revision).toBe(4);
  });

  it("offers to take an edit back only while an undo means that one", async () => {
    const { library, answers } = setUp();
    await library.load();
    answers.push(changed(2, [], { undo: "delete_steps" }));
    await library.edit(anEdit);
    const made = library.state?.revision;
    tellEdit("Deleted one step", library);
    expect(toasts.list).toHaveLength(1);
    answers.push(changed(3, [], { undo: "add_steps" }));
    await library.undo();
    expect(toasts.list, "it is withdrawn").toEqual([]);
    await library.undo(made);
    expect(library.state?.revision, "and takes back nothing else").toBe(3);
  });

  it("rejects a text that was not kept, so that its draft still holds it", async () => {
    const { library, answers } = setUp();
    await library.load();
    answers.push(new Failure({ code: "io", message: "No.", detail: null }));
    await expect(library.type(anEdit, "visit")).rejects.toThrow("No.");
  });
});
