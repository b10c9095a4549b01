// @vitest-environment node
/** Tidy beside dagre, on the maps of the fixtures and on random ones: what our core has laid out and routed (its own tests hold the
 *  fixtures to that), and what dagre makes of the same nodes, sizes and connections. */
import { readdirSync, readFileSync } from "node:fs";
import { Graph, layout } from "@dagrejs/dagre";
import { expect, it } from "vitest";
import type { DocumentContent, MapView, Point, Size } from "../../../api";

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

type Way = [source: string, target: string];

function dagres(sizes: ReadonlyMap<string, Size>, ways: readonly Way[], down: boolean): Point[][] {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: down ? "TB" : "LR", nodesep: 32, ranksep: 56 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const [id, { width, height }] of sizes) graph.setNode(id, { width, height });
  for (const [at, [source, target]] of ways.entries()) graph.setEdge(source, target, {}, String(at));
  layout(graph);
  return ways.map(
    ([source, target], at) => (graph.edge(source, target, String(at)) as { points: Point[] }).points,
  );
}

function dagresOf({ content, view }: Fixture): Point[][] {
  const shown = new Set(view.connections.map(({ id }) => id));
  return dagres(
    new Map(view.nodes.map(({ id, rect }) => [id, rect])),
    content.connections.filter(({ id }) => shown.has(id)).map(({ source, target }) => [source, target]),
    content.document.lane_direction === "vertical",
  );
}

const maps = readdirSync(folder).filter((name) => !drawn.has(name));

/** dagre knows no lanes: where a map has some, its nodes are not free to stand where lines cross least. */
const free = maps.filter((name) => read(name).content.lanes.length === 0);

it.each(free)("connections cross no more than dagre's in %s", (name) => {
  const fixture = read(name);
  const ours = crossings(fixture.view.connections.map(({ points }) => points));
  expect(ours).toBeLessThanOrEqual(crossings(dagresOf(fixture)));
});

/** By the places of nodes; lines in the order of the connections. */
interface RandomMap {
  sizes: [width: number, height: number][];
  connections: [source: number, target: number][];
  lines: [x: number, y: number][][];
}

/** Milliseconds; dagre lays out all of them on a slow machine. */
const patience = 60_000;

it("connections of random maps cross less than dagre's", { timeout: patience }, () => {
  const random = JSON.parse(readFileSync(`${folder}../random-maps.json`, "utf8")) as RandomMap[];
  let [ours, theirs] = [0, 0];
  for (const { sizes, connections, lines } of random) {
    ours += crossings(lines.map((line) => line.map(([x, y]) => ({ x, y }))));
    const nodes = new Map(sizes.map(([width, height], at) => [String(at), { width, height }]));
    const ways = connections.map(([source, target]): Way => [String(source), String(target)]);
    theirs += crossings(dagres(nodes, ways, false));
  }
  expect(random.length).toBeGreaterThan(50);
  expect(ours).toBeLessThan(theirs);
});

it("a crossing is counted once, and a meeting is none", () => {
  const line = (...numbers: number[]) =>
    numbers.flatMap((x, at) => (at % 2 ? [] : [{ x, y: numbers[at + 1]! }]));
  expect(crossings([line(0, 0, 10, 10), line(0, 10, 10, 0)])).toBe(1);
  expect(crossings([line(0, 0, 10, 10), line(10, 10, 20, 0)])).toBe(0);
});
