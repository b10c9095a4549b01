import { tick } from "svelte";
import { afterEach, expect, it, vi } from "vitest";
import { api, type Changed, type DocumentView, type Edit, type Record as AnyRecord } from "../../api";
import { library } from "../../state/library.svelte";
import { addAt } from "./acting";
import { MapEditing } from "./editing.svelte";
import { labelKey } from "./labelkeys";
import { drawInLanes, hasRoles } from "./lanes";

afterEach(() => {
  vi.restoreAllMocks();
  library.clear();
});

const empty = {
  content: {
    document: { id: "p", kind: "process", title: "Sell", lane_direction: "horizontal" },
    lanes: [],
    nodes: [],
    connections: [],
    steps: [],
    figures: [],
  },
  map: null,
  assets: [],
  used_by: [],
  revision: 1,
} as unknown as DocumentView;

/** A map whose labels are typed, at the near end of the wire: the edits that only set or remove records are
 *  answered with those. */
async function setUp() {
  const sent: Edit[] = [];
  library.state = { name: "", path: "", revision: 1, read_only: false, undo: null, redo: null };
  vi.spyOn(api, "read").mockResolvedValue(structuredClone(empty) as never);
  const open = await library.open("p");
  const answer = (edit: Edit): AnyRecord[] => {
    if (edit.edit === "together") return edit.edits.flatMap(answer);
    if (edit.edit === "add_node") {
      return [
        { table: "node", record: edit.node },
        ...(edit.connection ? answer({ edit: "connect", connection: edit.connection }) : []),
      ];
    }
    if (edit.edit === "connect") return [{ table: "connection", record: edit.connection }];
    if (edit.edit === "create_role") return [{ table: "role", record: edit.role }];
    if (edit.edit === "add_lane") return [{ table: "lane", record: edit.lane }];
    if (edit.edit === "update_nodes") {
      const { field, value } = edit.change;
      return edit.ids.map((id) => ({ table: "node", record: { ...open.nodes.get(id)!, [field]: value } }));
    }
    if (edit.edit === "update_connection") {
      const { field, value } = edit.change;
      return [{ table: "connection", record: { ...open.connections.get(edit.id)!, [field]: value } }];
    }
    return [];
  };
  const gone = (edit: Edit): string[] =>
    edit.edit === "together" ? edit.edits.flatMap(gone) : edit.edit === "delete_from_map" ? edit.nodes : [];
  vi.spyOn(api, "edit").mockImplementation((edit) => {
    sent.push(edit);
    // Parts of one edit see each other, as in the library.
    const put = (one: Edit): void => {
      if (one.edit === "together") return one.edits.forEach(put);
      for (const record of answer(one)) {
        if (record.table === "role") library.roles.set(record.record.id, record.record);
        else open.put(record);
      }
    };
    put(edit);
    for (const id of gone(edit)) open.remove({ table: "node", id });
    return Promise.resolve({ revision: 0 } as Changed);
  });
  const map = new MapEditing(() => open);
  // All of it is in sight.
  map.view.viewport = { x: 50_000, y: 50_000, zoom: 1 };
  map.view.width = map.view.height = 100_000;
  const press = async (key: string, held: Partial<KeyboardEvent> = {}) => {
    const event = new KeyboardEvent("keydown", { key, ...held, cancelable: true } as KeyboardEventInit);
    labelKey(map, event, map.label.now!.id);
    await tick();
    await library.flush();
  };
  const type = (text: string) => map.label.type(text);
  const labels = () => new Map([...open.nodes.values()].map(({ id, label }) => [id, label]));
  /** "a -yes-> b", in the order in which they were made; decisions with a question mark by themselves. */
  const ways = () =>
    [...open.connections.values()].map(
      ({ source, target, label }) => `${labels().get(source)} -${label}-> ${labels().get(target)}`,
    );
  const kinds = () => [...open.nodes.values()].map(({ label, kind }) => `${kind} ${label}`);
  return { map, open, sent, press, type, ways, kinds };
}

const control = { ctrlKey: true };
const shift = { shiftKey: true };

async function begun() {
  const all = await setUp();
  await addAt(all.map, "trigger", { x: 0, y: 0 });
  all.type("Order");
  await all.press("Tab");
  return all;
}

it("draws a fork whose branches meet, without leaving the keys", async () => {
  const { press, type, ways, kinds, map } = await begun();
  type("In stock?");
  await press("Tab");
  expect(map.label.now).toMatchObject({ what: "connection" });
  type("Yes: Pick it");
  await press("Tab", shift);
  type("No");
  await press("Tab");
  expect(map.label.now).toMatchObject({ what: "node" });
  type("Order more");
  await press("j", control);
  type("Pack it");
  await press("Enter", control);
  type("Sent");
  await press("Enter");
  expect(ways()).toEqual([
    "Order --> In stock?",
    "In stock? -Yes-> Pick it",
    "In stock? -No-> Order more",
    "Order more --> Pack it",
    "Pick it --> Pack it",
    "Pack it --> Sent",
  ]);
  expect(kinds()).toEqual([
    "trigger Order",
    "decision In stock?",
    "step Pick it",
    "step Order more",
    "step Pack it",
    "outcome Sent",
  ]);
  expect(map.label.now).toBeNull();
});

it("leads an empty branch straight to where the others go", async () => {
  const { press, type, ways } = await begun();
  type("Late?");
  await press("Tab");
  type("Yes: Remind");
  await press("Tab", shift);
  type("No");
  await press("j", control);
  type("Close");
  await press("Enter");
  expect(ways()).toEqual(["Order --> Late?", "Late? -Yes-> Remind", "Late? -No-> Close", "Remind --> Close"]);
});

it("goes back by the name of a step, and on with the other branch", async () => {
  const { press, type, ways } = await begun();
  type("Check it");
  await press("Tab");
  type("Complete?");
  await press("Tab");
  type("No");
  await press("Tab");
  type("-> check");
  await press("Tab", shift);
  type("Yes: Pay");
  await press("Enter");
  expect(ways()).toEqual([
    "Order --> Check it",
    "Check it --> Complete?",
    "Complete? -No-> Check it",
    "Complete? -Yes-> Pay",
  ]);
});

it("makes an outcome of the step that was just begun", async () => {
  const { press, type, kinds } = await begun();
  await press("Enter", control);
  type("Done");
  await press("Enter");
  expect(kinds()).toEqual(["trigger Order", "outcome Done"]);
});

it("gives roles by name, new ones once, and draws them as lanes", async () => {
  const { press, type, open, map, sent } = await begun();
  type("Check it @Clerk");
  await press("Tab");
  type("clerk: Pay it");
  await press("Tab");
  type("Keep: the receipt");
  await press("Enter");
  const roles = [...library.roles.values()];
  expect(roles.map(({ name }) => name)).toEqual(["Clerk"]);
  expect([...open.nodes.values()].map(({ label, role }) => [label, role === roles[0]!.id])).toEqual([
    ["Order", false],
    ["Check it", true],
    ["Pay it", true],
    ["Keep: the receipt", false],
  ]);
  expect(hasRoles(map)).toBe(true);
  await drawInLanes(map);
  expect(sent.at(-1)).toMatchObject({
    label: "add_lane",
    edits: [{ edit: "add_lane" }, { edit: "arrange" }],
  });
});

it("keeps to the letter what is left with Esc", async () => {
  const { press, type, kinds } = await begun();
  type("In stock?");
  await press("Escape");
  expect(kinds()).toEqual(["trigger Order", "step In stock?"]);
  expect(library.roles.size).toBe(0);
});

it("puts offers away with the first Esc, and leaves with the second", async () => {
  const { press, type, kinds, map } = await begun();
  type("Post on @twitter");
  expect(map.offering.list).toHaveLength(1);
  await press("Escape");
  expect(map.offering.list).toHaveLength(0);
  await press("Enter");
  expect(kinds()).toEqual(["trigger Order", "step Post on @twitter"]);
});

it("takes a new step back that was left without a word, and its branch with it", async () => {
  const { press, type, kinds } = await begun();
  type("Late?");
  await press("Tab");
  await press("Escape");
  expect(kinds()).toEqual(["trigger Order", "decision Late?"]);
});
