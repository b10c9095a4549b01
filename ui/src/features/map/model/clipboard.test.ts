import { describe, expect, it } from "vitest";
import { newConnection, newLane, newNode, newRole, pasteAll } from "./changes";
import { clipOf, copies, readClip, writeClip } from "./clipboard";

const nodes = [
  { ...newNode("a", "p", "step", { x: 0, y: 0 }, "Check the\npurchase"), role: "clerk" },
  { ...newNode("b", "p", "step", { x: 200, y: 0 }, 'Say "no" & <go>'), lane: "kitchen" },
  newNode("c", "p", "step", { x: 400, y: 0 }, "Pay back"),
];
const connections = [newConnection("x", "p", "a", "b"), newConnection("y", "p", "b", "c")];

describe("what is copied", () => {
  const roles = new Map([newRole("clerk", "Clerk"), newRole("chef", "Chef")].map((role) => [role.id, role]));
  const lanes = new Map([["kitchen", { ...newLane("kitchen", "p"), role: "chef" }]]);
  const clip = clipOf(new Set(["a", "b"]), nodes, connections, lanes, roles, new Map());
  const forms = writeClip(clip, ["Check the purchase", 'Say "no" & <go>']);

  it("is the chosen nodes and the connections between them", () => {
    expect(clip.nodes.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(clip.connections.map(({ id }) => id)).toEqual(["x"]);
  });

  it("has the names of the roles that it names, for a library that has others", () => {
    expect(
      clip.nodes.map(({ role }) => role),
      "that of its lane is its own elsewhere",
    ).toEqual(["clerk", "chef"]);
    expect(clip.roles.map(({ name }) => name)).toEqual(["Clerk", "Chef"]);
    expect(pasteAll(clip)).toMatchObject({
      edit: "paste_nodes",
      roles: [newRole("clerk", "Clerk"), newRole("chef", "Chef")],
      tools: [],
    });
  });

  it("comes back from its own type, and from HTML where that was dropped", () => {
    expect(readClip(forms.json, "")).toEqual(clip);
    expect(readClip("", forms.html)).toEqual(clip);
  });

  it("is a list for everything else", () => {
    expect(forms.text).toBe('Check the purchase\nSay "no" & <go>');
    expect(forms.html, "labels are text, never HTML").not.toContain("<go>");
  });

  it("is nothing when it is damaged or somebody else's", () => {
    for (const json of [
      "",
      "{",
      "null",
      "[]",
      '{"roadbook":"map"}',
      '{"roadbook":"map","nodes":[{}],"connections":[]}',
    ]) {
      expect(readClip(json, ""), json).toBeNull();
    }
    expect(readClip("", "<p>Hello</p>")).toBeNull();
  });

  it("is pasted under ids of its own, into the map at hand", () => {
    let next = 0;
    const made = copies(
      { ...clip, nodes: [{ ...clip.nodes[0]!, opens: "q" }, clip.nodes[1]!] },
      "q",
      10,
      20,
      () => `n${next++}`,
    );
    expect(made.nodes.map(({ id, process, x, y, lane, opens }) => [id, process, x, y, lane, opens])).toEqual([
      ["n0", "q", 10, 20, null, null],
      ["n1", "q", 210, 20, null, null],
    ]);
    expect(made.connections).toEqual([
      { ...connections[0], id: "n2", process: "q", source: "n0", target: "n1" },
    ]);
  });
});
