import { describe, expect, it } from "vitest";
import type { Edit, Node, NodeKind } from "../../../api";
import { newNode } from "./changes";
import { lanesNamed, lanesOfRoles } from "./rolelanes";

/** "a:sales b" are nodes from left to right with their roles; "a-b" is a way. Gives each lane with its nodes. */
function lanes(drawn: string, ways: string): string[] {
  const kinds: Record<string, NodeKind> = { "#": "note" };
  const nodes = drawn.split(" ").map((text, at): Node => {
    const [id, role = null] = text.replace(/^#/, "").split(":") as [string, string?];
    return { ...newNode(id, "p", kinds[text[0]!] ?? "step", { x: at * 200, y: 0 }), role };
  });
  const all = ways.split(" ").filter(Boolean);
  const joined = all.map((way) => ({ id: way, source: way.split("-")[0]!, target: way.split("-")[1]! }));
  let last = 0;
  const edit = lanesOfRoles("p", nodes, joined, () => `lane${++last}`);
  if (!edit) return [];
  const edits = (edit as Extract<Edit, { edit: "together" }>).edits;
  const inside = new Map<string, string[]>();
  const roles = edits.flatMap((one) => (one.edit === "add_lane" ? [one.lane] : []));
  for (const one of edits) if (one.edit === "update_nodes") inside.set(String(one.change.value), one.ids);
  const moved = [...inside.values()].flat();
  const stay = nodes.map(({ id }) => id).filter((id) => !moved.includes(id));
  return roles.map(({ id, role }, at) => `${role}: ${(at === 0 ? stay : inside.get(id)!).join(" ")}`);
}

describe("lanes of roles", () => {
  it("come in the order of the flow, each with its steps", () =>
    expect(lanes("a:sales b:clerk c:sales", "a-b b-c")).toEqual(["sales: a c", "clerk: b"]));
  it("take what has no role with what leads to it, else with what it leads to", () =>
    expect(lanes("t a:sales b c:clerk d", "t-a a-b b-c c-d")).toEqual(["sales: t a b", "clerk: c d"]));
  it("go on with the first branch where branches meet", () =>
    expect(lanes("q:clerk a b:bank c", "b-c q-b q-a a-c")).toEqual(["clerk: q a c", "bank: b"]));
  it("take a note with what is nearest to it", () =>
    expect(lanes("a:sales b:clerk #n", "a-b")).toEqual(["sales: a", "clerk: b n"]));
  it("are none where no step has a role", () => expect(lanes("a b", "a-b")).toEqual([]));
});

it("makes lanes of a list of names, and roles only of those that are new", () => {
  let last = 0;
  const clerk = { id: "r1", name: "Clerk", description: "", person: "" };
  const edit = lanesNamed("p", "first", ["Sales", "clerk"], [clerk], () => `new${++last}`);
  expect((edit as Extract<Edit, { edit: "together" }>).edits).toEqual([
    { edit: "create_role", role: { id: "new1", name: "Sales", description: "", person: "" } },
    { edit: "update_lane", id: "first", change: { field: "role", value: "new1" } },
    {
      edit: "add_lane",
      after: "first",
      lane: { id: "new2", process: "p", position: 0, role: "r1", title: "", breadth: 184 },
    },
  ]);
});
