import { describe, expect, it } from "vitest";
import type { NodeKind } from "../../../api";
import { forkBefore, looseEnds } from "./branches";

/** "a ?q !o": kinds by a leading sign. "a-q q-b": the ways. */
function draw(nodes: string, ways: string) {
  const kinds: Record<string, NodeKind> = { "?": "decision", "!": "outcome", "#": "note" };
  return {
    nodes: new Map(
      nodes.split(" ").map((text) => [text.replace(/^[?!#]/, ""), { kind: kinds[text[0]!] ?? "step" }]),
    ),
    ways: ways.split(" ").map((way) => {
      const [source, target] = way.split("-");
      return { id: way, source: source!, target: target! };
    }),
  };
}

describe("the fork before a step", () => {
  const { nodes, ways } = draw("a ?q b c ?r d", "a-q q-b b-c q-r r-d d-a");
  it("is the nearest decision against the flow", () => {
    expect(forkBefore("c", nodes, ways)).toBe("q");
    expect(forkBefore("d", nodes, ways)).toBe("r");
  });
  it("is not the step itself", () => expect(forkBefore("r", nodes, ways)).toBe("q"));
  it("is found around a loop, once", () => expect(forkBefore("a", nodes, ways)).toBe("r"));
  it("is none where the way never forks", () => {
    const straight = draw("a b", "a-b");
    expect(forkBefore("b", straight.nodes, straight.ways)).toBeNull();
  });
});

describe("the loose ends of a fork", () => {
  it("are the last steps of its branches", () => {
    const { nodes, ways } = draw("?q a b c", "q-a a-b q-c");
    expect(looseEnds("q", nodes, ways).sort()).toEqual(["b", "c"]);
  });
  it("are no outcomes, and no branches that go back", () => {
    const { nodes, ways } = draw("s ?q a !o c", "s-q q-a a-o q-c c-s");
    expect(looseEnds("q", nodes, ways)).toEqual([]);
  });
});
