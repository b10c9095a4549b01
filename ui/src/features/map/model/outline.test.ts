import { describe, expect, it } from "vitest";
import type { NodeKind } from "../../../api";
import { outline } from "./outline";

/** "a b" are nodes from left to right; kinds by a leading sign: > trigger, ? decision, ! outcome, # note. */
function draw(nodes: string, ways: string) {
  const kinds: Record<string, NodeKind> = { ">": "trigger", "?": "decision", "!": "outcome", "#": "note" };
  const made = nodes.split(" ").map((text, index) => ({
    id: text.replace(/^[>?!#]/, ""),
    kind: kinds[text[0]!] ?? "step",
    x: index * 200,
    y: 0,
  }));
  const connections = ways
    .split(" ")
    .filter(Boolean)
    .map((way, index) => {
      const [ends, label = ""] = way.split("=");
      const [source, target] = ends!.split("-");
      return { id: `${index} ${way}`, source: source!, target: target!, label };
    });
  return { made, connections };
}

function lines(nodes: string, ways: string): string[] {
  const { made, connections } = draw(nodes, ways);
  return outline(made, connections).rows.map((row) => {
    const indent = ".".repeat(row.depth);
    if (row.kind === "node") return `${indent}${row.node}${row.number === null ? "" : ` ${row.number}`}`;
    if (row.kind === "stop") return `${indent}.`;
    return row.kind === "branch" ? `${indent}[${row.label}]` : `${indent}-> ${row.to}`;
  });
}

describe("the outline of a process", () => {
  it("is a plain list for a chain; triggers, outcomes and notes are no steps", () =>
    expect(lines(">t a b !o #n", "t-a a-b b-o")).toEqual(["t", "a 1", "b 2", "o", "n"]));

  it("puts what follows a rejoined fork behind the fork, not into a branch", () =>
    expect(lines(">t ?q a b c !o", "t-q q-a=yes q-b=no a-c b-c c-o")).toEqual([
      "t",
      "q 1",
      ".[yes]",
      "..a 2",
      ".[no]",
      "..b 3",
      "c 4",
      "o",
    ]));

  it("keeps branches apart that never meet again", () =>
    expect(lines(">t ?q a !x b !o", "t-q q-a=no a-x q-b=yes b-o")).toEqual([
      "t",
      "q 1",
      ".[no]",
      "..a 2",
      "..x",
      ".[yes]",
      "..b 3",
      "..o",
    ]));

  it("shows a branch without steps of its own", () =>
    expect(lines("?q a b", "q-a=yes q-b=no a-b")).toEqual(["q 1", ".[yes]", "..a 2", ".[no]", "b 3"]));

  it("says where a loop goes back to", () =>
    expect(lines(">t a ?q b", "t-a a-q q-a=again q-b=done")).toEqual([
      "t",
      "a 1",
      "q 2",
      ".[again]",
      "..-> a",
      ".[done]",
      "b 3",
    ]));

  it("nests a fork within a branch", () =>
    expect(lines("?q ?r a b c d", "q-r=1 r-a=x r-b=y a-c b-c c-d q-d=2")).toEqual([
      "q 1",
      ".[1]",
      "..r 2",
      "...[x]",
      "....a 3",
      "...[y]",
      "....b 4",
      "..c 5",
      ".[2]",
      "d 6",
    ]));

  it("misses nothing: circles without a beginning, and nodes that nothing leads to", () => {
    expect(lines("a b c", "a-b b-a")).toEqual(["a 1", "b 2", "-> a", "c 3"]);
    const { made, connections } = draw(">t a b ?c d e f", "t-a a-b b-c c-d=1 c-e=2 d-a e-f f-c");
    expect(new Set(outline(made, connections).order).size).toBe(7);
  });

  it("survives connections to nowhere and to themselves", () => {
    expect(lines("a b", "a-gone a-b")).toEqual(["a 1", "b 2"]);
    expect(lines("a b", "a-a=again a-b")).toEqual(["a 1", ".[again]", "..-> a", ".[]", "b 2"]);
    expect(outline([], []).rows).toEqual([]);
  });
});
