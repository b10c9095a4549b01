// @vitest-environment node
/** Tidy beside dagre, on the maps of the fixtures: what our core has laid out and routed (its own tests hold the
 *  fixtures to that), and what dagre makes of the same nodes, sizes and connections. */
import { readdirSync, readFileSync } from "node:fs";
import { Graph, layout } from "@dagrejs/dagre";
import { expect, it } from "vitest";
import type { DocumentContent, MapView, Point } from "../../../api";

interface Fixture {
  content: DocumentContent;
  view: MapView;
}

const folder = `${import.meta.dirname}/../../../../../tests/fixtures/map/`;
const read = (name: string) => JSON.parse(readFileSync(folder + name, "utf8")) as Fixture;
/** Laid out by a person; the others were laid out by tidy. */
const drawn = new Set(["by-hand.json", "parallel.json"]);

/** Where lines of different connections cross; lines that leave or reach a node together do not. */
function crossings(lines: readonly (readonly Point[])[]): number {
  let count = 0;
  for (const [at, one] of lines.entries()) {
    for (const other of lines.slice(at + 1)) {
      for (let i = 1; i < one.length; i++) {
        for (let j = 1; j < other.length; j++) {
          if (cross(one[i - 1]!, one[i]!, other[j - 1]!, other[j]!)) count++;
        }
      }
    }
  }
  return count;
}

/** Does each line pass from one side of the other to its other side? */
function cross(a: Point, b: Point, c: Point, d: Point): boolean {
  const side = (p: Point, q: Point, r: Point) => (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
  return side(a, b, c) * side(a, b, d) < -1e-6 && side(c, d, a) * side(c, d, b) < -1e-6;
}

function dagres({ content, view }: Fixture): Point[][] {
  const graph = new Graph({ multigraph: true });
  const down = content.document.lane_direction === "vertical";
  graph.setGraph({ rankdir: down ? "TB" : "LR", nodesep: 32, ranksep: 56 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, rect } of view.nodes) graph.setNode(id, { width: rect.width, height: rect.height });
  const shown = new Set(view.connections.map(({ id }) => id));
  const ways = content.connections.filter(({ id }) => shown.has(id));
  for (const { id, source, target } of ways) graph.setEdge(source, target, {}, id);
  layout(graph);
  return ways.map(({ id, source, target }) => (graph.edge(source, target, id) as { points: Point[] }).points);
}

const maps = readdirSync(folder).filter((name) => !drawn.has(name));

/** dagre knows no lanes: where a map has some, its nodes are not free to stand where lines cross least. */
const free = maps.filter((name) => read(name).content.lanes.length === 0);

it.each(free)("connections cross no more than dagre's in %s", (name) => {
  const fixture = read(name);
  const ours = crossings(fixture.view.connections.map(({ points }) => points));
  expect(ours).toBeLessThanOrEqual(crossings(dagres(fixture)));
});

it("a crossing is counted once, and a meeting is none", () => {
  const line = (...numbers: number[]) =>
    numbers.flatMap((x, at) => (at % 2 ? [] : [{ x, y: numbers[at + 1]! }]));
  expect(crossings([line(0, 0, 10, 10), line(0, 10, 10, 0)])).toBe(1);
  expect(crossings([line(0, 0, 10, 10), line(10, 10, 20, 0)])).toBe(0);
});
