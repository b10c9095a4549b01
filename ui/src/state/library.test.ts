import { describe, expect, it } from "vitest";
import {
  Failure,
  type Changed,
  type Document,
  type DocumentRow,
  type DocumentView,
  type Edit,
  type Figure,
  type Link,
  type Overview,
  type Query,
  type Record as AnyRecord,
  type Step,
} from "../api";
import { exampleStep } from "./example";
import { LibraryMirror } from "./library.svelte";
import { tellEdit, toasts } from "./toasts";
import { typing } from "./typing";

const row = (id: string, kind: DocumentRow["kind"], position: number): DocumentRow => ({
  id,
  kind,
  number: position,
  title: id,
  status: "draft",
  position,
  changed_at: 0,
  revision: null,
});

const documentOf = ({ id, kind, number, title, position }: DocumentRow): Document => ({
  id,
  kind,
  number,
  title,
  status: "draft",
  owner: null,
  position,
  review_on: null,
  trashed_at: null,
  created_at: 0,
  changed_at: 0,
  tags: [],
  text: "",
  purpose: "",
  scope: "",
  quality: "",
  materials: "",
  definitions: "",
  tool: null,
  starting_screen: "",
  finished_result: "",
  trigger: "",
  outcome: "",
  frequency: "",
  governed_by: [],
  lane_direction: "horizontal",
  covers: [],
  references: [],
  first_number: 1,
});

const step = (id: string, position: number, document = "till"): Step =>
  exampleStep(id, { position, document });

const figure = (id: string, on: string, position = 1, asset = "a"): Figure => ({
  id,
  step: on,
  position,
  asset,
  alt: "",
  caption: "",
  crop: null,
  shapes: [],
});

const link = (kind: Link["kind"], source: string, target: string, more: Partial<Link> = {}): Link => ({
  kind,
  source,
  target,
  node: null,
  step: null,
  ...more,
});

const rows = [
  row("rule", "policy", 1),
  row("refund", "process", 2),
  row("full", "sop", 4),
  row("part", "sop", 3),
  row("till", "instruction", 5),
];
const links = [
  link("covers", "full", "refund"),
  link("covers", "part", "refund"),
  link("uses", "full", "till", { step: "s1" }),
  link("mentions", "full", "part"),
  link("mentions", "till", "refund"),
  link("governed_by", "refund", "rule"),
];

/** A library's end of the wire: what it would answer at this revision. */
function setUp() {
  const asked: string[] = [];
  const answers: (Changed | Failure)[] = [];
  let revision = 1;
  let steps = [step("s1", 1), step("s2", 2)];
  const doors = {
    read(query: Query) {
      asked.push(query.query);
      const overview: Overview = {
        library: { name: "Shop", path: "/shop", revision, read_only: false, undo: null, redo: null },
        documents: rows,
        links,
        roles: [],
        tools: [],
        packs: [],
        presets: [],
        trashed: 0,
      };
      const view: DocumentView = {
        content: {
          document: documentOf(rows[4]!),
          lanes: [],
          nodes: [],
          connections: [],
          steps,
          figures: [figure("f1", "s1")],
        },
        map: null,
        assets: [
          {
            hash: "a",
            mime: "image/png",
            width: 10,
            height: 10,
            size: 1,
            imported_at: 0,
            source_name: "",
            burned_at: null,
          },
        ],
        used_by: [],
        revision,
      };
      return Promise.resolve(query.query === "overview" ? overview : view) as never;
    },
    edit: (_: Edit) => answer(),
    undo: () => answer(),
    redo: () => answer(),
  };
  async function answer(): Promise<Changed> {
    const next = answers.shift()!;
    await Promise.resolve();
    if (next instanceof Failure) throw next;
    return next;
  }
  const library = new LibraryMirror(doors);
  return {
    asked,
    answers,
    library,
    /** What others did meanwhile. */
    at(now: number, withSteps: Step[]) {
      revision = now;
      steps = withSteps;
    },
  };
}

const changed = (revision: number, upserts: AnyRecord[] = [], more: Partial<Changed> = {}): Changed => ({
  revision,
  label: "add_steps",
  upserts,
  removed: [],
  links: [],
  maps: [],
  place: null,
  undo: "add_steps",
  redo: null,
  trashed: 0,
  ...more,
});

const anEdit: Edit = { edit: "delete_steps", ids: ["s1"] };

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

  it("sends what is being typed before an edit", async () => {
    const { library, answers } = setUp();
    await library.load();
    const sent: string[] = [];
    library.holdsText(async () => {
      sent.push("typed");
      await library.type(anEdit, "visit");
    });
    answers.push(changed(2), changed(3));
    await library.edit(anEdit);
    expect(sent).toEqual(["typed"]);
    expect(library.state?.revision).toBe(3);
  });

  it("sends in the order in which things were done, however long a text takes to be kept", async () => {
    const { library } = setUp();
    await library.load();
    const order: string[] = [];
    let revision = 1;
    let release = () => {};
    const slow = new Promise<void>((resolve) => (release = resolve));
    const doors = {
      read: () => Promise.reject(new Error()),
      edit: async (edit: Edit) => {
        const name = edit.edit === "update_step" ? `${edit.id} ${String(edit.change.value)}` : edit.edit;
        order.push(name);
        if (name === "b typed") await slow;
        return changed(++revision);
      },
      undo: () => Promise.reject(new Error()),
      redo: () => Promise.reject(new Error()),
    };
    const mirror = new LibraryMirror(doors);
    mirror.state = library.state;
    const write = (id: string) =>
      typing((value) => ({ edit: "update_step", id, change: { field: "text", value } }), mirror)();
    const addStep: Edit = { edit: "add_steps", document: "till", after: null, steps: [] };

    const b = write("b");
    b.type("typed");
    const first = mirror.edit(addStep);
    // While b's text is on its way, the new step c is typed in, and the next one made.
    const c = write("c");
    c.type("typed");
    const left = c.end();
    const second = mirror.edit({ ...addStep, after: "c" });
    await new Promise((done) => setTimeout(done));
    expect(order, "nothing overtakes b").toEqual(["b typed"]);
    release();
    await Promise.all([first, second, left]);
    expect(order).toEqual(["b typed", "add_steps", "c typed", "add_steps"]);
  });

  it("is held up by no text that cannot be kept, and forgets one whose step is gone", async () => {
    const { library, answers } = setUp();
    await library.load();
    const visit = typing(
      (value) => ({ edit: "update_step", id: "s1", change: { field: "text", value } }),
      library,
    )();
    visit.type("too long");
    answers.push(new Failure({ code: "limit", message: "Too long.", detail: null }), changed(2));
    expect(await library.edit(anEdit)).not.toBeNull();
    answers.push(new Failure({ code: "not_found", message: "Gone.", detail: null }), changed(3), changed(4));
    await library.edit(anEdit);
    await library.edit(anEdit);
    expect(library.state?.revision).toBe(4);
    expect(answers).toEqual([]);
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
