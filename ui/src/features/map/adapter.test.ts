import { describe, expect, it } from "vitest";
import type { MapView } from "../../api";
import { flowEdges, flowNodes, rectOf, shownConnections, shownNodes } from "./adapter";
import { newConnection, newNode } from "./model/changes";

const records = new Map(
  [
    newNode("a", "p", "trigger", { x: 0, y: 0 }, "Refund asked for"),
    { ...newNode("b", "p", "step", { x: 200, y: 0 }, "Check the purchase"), delegation: "delegate" as const },
  ].map((node) => [node.id, node]),
);
const connections = new Map([["x", newConnection("x", "p", "a", "b", "yes")]]);
const view: MapView = {
  process: "p",
  bounds: { x: 0, y: 0, width: 400, height: 60 },
  lanes: [],
  nodes: [
    {
      id: "a",
      rect: { x: 0, y: 0, width: 168, height: 40 },
      lines: ["Refund asked for"],
      role: "",
      documents: "none",
      covered_by: [],
    },
    {
      id: "b",
      rect: { x: 200, y: 0, width: 152, height: 56 },
      lines: ["Check the", "purchase"],
      role: "",
      documents: "owed",
      covered_by: [],
    },
  ],
  connections: [
    {
      id: "x",
      points: [
        { x: 168, y: 20 },
        { x: 200, y: 20 },
      ],
      label_at: { x: 184, y: 12 },
      handoff: null,
    },
  ],
};
const numbers = new Map([["b", 1]]);
const none: ReadonlySet<string> = new Set();

const shown = () => shownNodes(view, records, numbers);
const drawn = () => flowNodes(shown(), [], none, ["a", "b"]);

describe("what the core says, as Svelte Flow takes it", () => {
  it("keeps rectangles and lines as they are", () => {
    const [, b] = drawn();
    expect(rectOf(b!)).toEqual(view.nodes[1]!.rect);
    expect(b!.data.shown).toMatchObject({
      lines: ["Check the", "purchase"],
      documents: "owed",
      delegation: "delegate",
      number: 1,
    });
    expect(b!.measured, "nothing is measured before the first picture").toEqual({ width: 152, height: 56 });
  });

  it("stands in reading order, whatever the order of the records", () => {
    expect(flowNodes(shown(), [], none, ["b", "a"]).map(({ id }) => id)).toEqual(["b", "a"]);
  });

  it("draws a record that the core has not answered yet, and none that is gone", () => {
    const more = new Map([...records, ["c", newNode("c", "p", "step", { x: 8, y: 80 }, "New")]]);
    more.delete("a");
    expect(shownNodes(view, more, numbers).map(({ id, rect }) => [id, rect.x, rect.y, rect.width])).toEqual([
      ["b", 200, 0, 152],
      ["c", 8, 80, 152],
    ]);
  });

  it("keeps the objects of what did not change, so that only the changed is drawn", () => {
    const before = drawn();
    expect(flowNodes(shown(), before, none, ["a", "b"])[0]).toBe(before[0]);
    const moved = {
      ...view,
      nodes: [view.nodes[0]!, { ...view.nodes[1]!, rect: { x: 208, y: 0, width: 152, height: 56 } }],
    };
    const after = flowNodes(shownNodes(moved, records, numbers), before, none, ["a", "b"]);
    expect(after[0]).toBe(before[0]);
    expect(after[1]!.position.x).toBe(208);
  });

  it("leaves alone what the person is moving, and keeps what is chosen", () => {
    const before = drawn().map((node) => ({ ...node, selected: true, position: { x: 50, y: 50 } }));
    const after = flowNodes(shown(), before, new Set(["b"]), ["a", "b"]);
    expect(after.map(({ position }) => position.x)).toEqual([0, 50]);
    expect(after.every(({ selected }) => selected)).toBe(true);
  });

  it("gives connections their route and their name, and drops those with a missing end", () => {
    const nodes = new Map(shown().map((node) => [node.id, node]));
    const ways = new Map([...connections, ["y", newConnection("y", "p", "a", "gone")]]);
    const [edge, ...rest] = flowEdges(shownConnections(view, ways, nodes), []);
    expect(rest).toEqual([]);
    expect(edge).toMatchObject({
      source: "a",
      target: "b",
      ariaLabel: "Connection from Refund asked for to Check the purchase: yes",
      data: { shown: { points: view.connections[0]!.points, labelAt: { x: 184, y: 12 } } },
    });
  });
});
