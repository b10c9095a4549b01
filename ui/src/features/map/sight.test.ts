import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { flowEdges, flowNodes, shownConnections, shownNodes, type FlowNode } from "./adapter";
import { newConnection, newNode } from "./model/changes";
import { Sight } from "./sight.svelte";
import { Viewing } from "./viewing.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const frame = () => vi.advanceTimersByTime(20);

/** Nodes in rows of ten, 200 px apart, and a way back between the first two that runs far above them. */
function setUp(count: number) {
  const ids = Array.from({ length: count }, (_, at) => `n${String(at).padStart(3, "0")}`);
  const records = new Map(
    ids.map((id, at) => {
      const place = { x: (at % 10) * 200, y: Math.floor(at / 10) * 200 };
      return [id, newNode(id, "p", "step", place, id)];
    }),
  );
  const shown = shownNodes(null, records, new Map());
  const way = newConnection("way", "p", ids[1]!, ids[0]!);
  const points = [300, 300, 20, 20].map((x, at) => ({ x, y: at % 3 === 0 ? 0 : -2000 }));
  const view = { id: "way", points, label_at: null, handoff: null };
  const bounds = { x: 0, y: 0, width: 9, height: 9 };
  const drawn = { process: "p", bounds, lanes: [], nodes: [], connections: [view] };
  const byId = new Map(shown.map((node) => [node.id, node]));
  const viewing = new Viewing();
  [viewing.width, viewing.height] = [1000, 600];
  const map = {
    nodes: flowNodes(shown, [], new Set(), ids),
    edges: flowEdges(shownConnections(drawn, new Map([["way", way]]), byId), []),
    held: new Set<string>(),
    view: viewing,
  };
  const look = (x: number, y: number) => (viewing.viewport = { x: -x, y: -y, zoom: 1 });
  return { map, sight: new Sight(map), look };
}

const ids = (nodes: readonly FlowNode[]) => nodes.map(({ id }) => id);

describe("what of a map is in the page", () => {
  it("is all of a small one, as it is", () => {
    const { map, sight, look } = setUp(60);
    look(5000, 5000);
    expect(sight.nodes).toBe(map.nodes);
    expect(sight.edges).toBe(map.edges);
  });

  it("is at once what is seen of a large one, and then what is near", () => {
    const { sight } = setUp(300);
    const seen = ids(sight.nodes);
    expect(seen, "five columns in three rows").toHaveLength(15);
    for (let turn = 0; turn < 20; turn++) {
      frame();
      void sight.nodes;
    }
    expect(ids(sight.nodes).length).toBeGreaterThan(seen.length);
    expect(ids(sight.nodes).length).toBeLessThan(40);
    const before = sight.nodes;
    frame();
    expect(sight.nodes, "nothing is handed anew").toBe(before);
  });

  it("comes and goes by a few in a frame when the view goes elsewhere", () => {
    const { sight, look } = setUp(300);
    void sight.nodes;
    frame();
    void sight.nodes;
    look(800, 3000);
    let before = new Set(ids(sight.nodes));
    for (let turn = 0; turn < 30; turn++) {
      frame();
      const now = ids(sight.nodes);
      expect(now.filter((id) => !before.has(id)).length).toBeLessThanOrEqual(16);
      before = new Set(now);
    }
    expect(before.has("n154")).toBe(true);
    expect(before.has("n000")).toBe(false);
  });

  it("holds a connection where its route is, and its nodes with it", () => {
    const { sight, look } = setUp(100);
    look(-400, -2300);
    for (let turn = 0; turn < 20; turn++) {
      void sight.nodes;
      frame();
    }
    expect(sight.edges.map(({ id }) => id)).toEqual(["way"]);
    expect(ids(sight.nodes)).toEqual(["n000", "n001"]);
    look(-400, -4000);
    expect(sight.edges).toEqual([]);
  });

  it("hands over what is chosen, drawn or not, and takes it back", () => {
    const { map, sight } = setUp(100);
    const far = { ...map.nodes.at(-1)!, selected: true };
    map.nodes = [...map.nodes.slice(0, -1), far];
    const handed = sight.nodes.find(({ id }) => id === far.id);
    expect(handed?.hidden).toBe(true);
    expect(sight.allNodes(sight.nodes).at(-1), "untouched, it is what it was").toBe(far);
    const moved = sight.nodes.map((node) => (node.selected ? { ...node, position: { x: 7, y: 7 } } : node));
    const taken = sight.allNodes(moved);
    expect(taken).toHaveLength(100);
    expect(taken.at(-1)).toMatchObject({ position: { x: 7, y: 7 }, hidden: false, selected: true });
  });
});
