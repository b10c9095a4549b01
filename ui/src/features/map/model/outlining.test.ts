/** Outline -> map -> outline, and map -> outline -> map: nothing is lost either way, whatever is drawn. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Connection, Edit, Node, NodeKind } from "../../../api";
import { newConnection, newNode } from "./changes";
import { endOf, indented, moved, outdented, type Lines } from "./lines";
import { meaning, rewired, wired } from "./meaning";
import { outline, type OutlineRow } from "./outline";
import { outlineEdits, standsAtFork, withLines, type Ground } from "./outlining";
import { readOutline, writeOutline, type Words } from "./outlinetext";

const kinds: NodeKind[] = [
  "trigger",
  "step",
  "decision",
  "subprocess",
  "wait",
  "document",
  "note",
  "outcome",
];
const words: Words = {
  kinds: kinds.map((kind) => [kind, kind[0]!.toUpperCase() + kind.slice(1)] as const),
  lanes: "Lanes",
  end: "end",
  people: [],
};

/** A map in memory, and what the core does to it by the edits that an outline makes. */
class Drawn {
  nodes = new Map<string, Node>();
  connections = new Map<string, Connection>();
  #last = 0;

  readonly newId = () => `${String(++this.#last).padStart(6, "0")}`;

  get ground(): Ground {
    const { nodes, connections, newId } = this;
    return { process: "p", nodes, connections, lanes: [], roles: new Map(), down: false, newId };
  }
  get lines(): Lines {
    return { rows: this.rows, kindOf: (id) => this.nodes.get(id)!.kind };
  }
  get rows(): OutlineRow[] {
    return outline(this.nodes.values(), this.connections.values()).rows;
  }
  get text(): string[] {
    const tell = (id: string) => {
      const node = this.nodes.get(id);
      return node && { label: node.label, kind: node.kind, who: null, delegation: node.delegation };
    };
    return writeOutline(this.rows, tell, words);
  }

  type(text: string, at = this.rows.length, depth = 0): this {
    const rows = this.rows;
    const told = readOutline(text, words, standsAtFork(rows, at, depth, this.ground));
    const after = withLines(rows, at, depth, told.lines, this.ground);
    for (const edit of outlineEdits(rows, after, this.ground).edits) this.apply(edit);
    return this;
  }

  apply(edit: Edit): void {
    if (edit.edit === "add_node") this.nodes.set(edit.node.id, edit.node);
    else if (edit.edit === "connect") this.connections.set(edit.connection.id, edit.connection);
    else if (edit.edit === "update_connection") {
      const old = this.connections.get(edit.id)!;
      const { field, value } = edit.change;
      this.connections.set(edit.id, { ...old, [field]: value });
    } else if (edit.edit === "delete_from_map") {
      for (const id of edit.connections) this.connections.delete(id);
      for (const id of edit.nodes) this.nodes.delete(id);
    } else throw new Error(`an outline does not ${edit.edit}`);
  }
}

/** Any map at all: circles, several ways between the same two, notes, ways out of outcomes. */
const anyMap = fc
  .record({
    kinds: fc.array(fc.constantFrom(...kinds, "step" as const, "step" as const, "decision" as const), {
      maxLength: 14,
    }),
    places: fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: 14, maxLength: 14 }),
    ways: fc.array(fc.tuple(fc.nat(13), fc.nat(13), fc.constantFrom("", "", "yes", "no")), { maxLength: 24 }),
  })
  .map(({ kinds, places, ways }) => {
    const drawn = new Drawn();
    const ids = kinds.map((kind, at) => {
      const [x, y] = places[at]!;
      const node = newNode(drawn.newId(), "p", kind, { x: x * 200, y: y * 80 }, `${kind} ${at}`);
      drawn.nodes.set(node.id, node);
      return node.id;
    });
    for (const [a, b, label] of ways) {
      const [source, target] = [ids[a], ids[b]];
      if (!source || !target) continue;
      const way = newConnection(drawn.newId(), "p", source, target, label);
      drawn.connections.set(way.id, way);
    }
    return drawn;
  });

const flow = (drawn: Drawn) =>
  [...drawn.connections.values()]
    .filter(({ source, target }) => [source, target].every((id) => drawn.nodes.get(id)!.kind !== "note"))
    .map(({ source, target, label }) => `${source} ${label} ${target}`)
    .sort();

/** Outlines as people write them, in the form in which they are written back. */
const anyOutline = fc
  .letrec<{ block: Written[]; item: Written }>((tie) => ({
    block: fc.array(tie("item"), { minLength: 1, maxLength: 4 }),
    item: fc.oneof(
      { weight: 6, arbitrary: fc.constant<Written>({ what: "step" }) },
      {
        weight: 1,
        arbitrary: fc.constantFrom<Written>({ what: "wait" }, { what: "document" }, { what: "note" }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          what: fc.constant("fork" as const),
          branches: fc.array(
            fc.record({
              block: fc.oneof(
                { depthSize: "small", withCrossShrink: true },
                fc.constant<Written[]>([]),
                tie("block"),
              ),
              end: fc.constantFrom(
                "on" as const,
                "on" as const,
                "on" as const,
                "back" as const,
                "end" as const,
              ),
            }),
            { minLength: 2, maxLength: 3 },
          ),
        }),
      },
    ),
  }))
  .block.map((block) => [...block, { what: "outcome" } satisfies Written]);

type Written =
  | { what: "step" | "wait" | "document" | "note" | "outcome" }
  | { what: "fork"; branches: { block: Written[]; end: "on" | "back" | "end" }[] };

type Branch = (Written & { what: "fork" })["branches"][number];

/** Some branch goes on. If only one does, the others go back, and what is in it stands behind the fork. Where
 *  branches of a branch go back, each says so. */
function settled(branches: readonly Branch[]): Branch[] {
  const on = branches.filter(({ end }) => end === "on").length;
  if (on > 1) {
    return branches.map((branch) =>
      branch.end === "back"
        ? { ...branch, block: branch.block.filter(({ what }) => what === "step") }
        : branch,
    );
  }
  const only = Math.max(
    0,
    branches.findIndex(({ end }) => end === "on"),
  );
  return branches.map(({ block }, at) =>
    at === only
      ? { block: [], end: "on" }
      : { block: block.filter(({ what }) => what === "step"), end: "back" },
  );
}

/** Lines with labels of their own. */
function lines(block: readonly Written[]): string[] {
  let count = 0;
  const told: string[] = ["Trigger: It begins"];
  function tell(items: readonly Written[], depth: number) {
    // A note is told right below its node.
    const shown = items.filter(({ what }, at) => what !== "note" || items[at - 1]?.what === "step");
    for (const item of shown) {
      const indent = "  ".repeat(depth);
      const label = `Label ${++count}`;
      if (item.what === "step") told.push(indent + label);
      else if (item.what === "note") told.push(`${indent}  Note: ${label}`);
      else if (item.what !== "fork")
        told.push(`${indent}${item.what[0]!.toUpperCase()}${item.what.slice(1)}: ${label}`);
      else {
        told.push(`${indent}${label}?`);
        settled(item.branches).forEach((branch, at) => {
          told.push(`${indent}  - way ${at}:`);
          const empty = branch.block.every(({ what }) => what === "note");
          tell(empty ? [] : branch.block, depth + 2);
          if (branch.end === "back") told.push(`${indent}    → ${label}?`);
          else if (branch.end === "end" && !empty) told.push(`${indent}    Outcome: Done ${++count}`);
        });
      }
    }
  }
  tell(block, 0);
  return told;
}

describe("outline and map", () => {
  it("a branch that is added to a fork whose flow ends ends there too", () => {
    const drawn = new Drawn().type("Read the mail\nUrgent?\n-> end\nLoose idea");
    drawn.type("- yes: Call", 2, 0);
    const yes = ["Read the mail", "Urgent?", "  - yes:", "    Call", "    → end"];
    expect(drawn.text).toEqual([...yes, "Loose idea"]);
    drawn.type("- no: File it", 4, 2);
    expect(drawn.text).toEqual([...yes, "  - no:", "    File it", "    → end", "Loose idea"]);
    // Where the flow goes on, a new branch goes on with it.
    const forked = ["Urgent?", "  - yes:", "    Call", "  - no:", "    File it"];
    const on = new Drawn().type([...forked, "Say thanks"].join("\n")).type("- maybe: Ask", 5, 2);
    expect(on.text).toEqual([...forked, "  - maybe:", "    Ask", "Say thanks"]);
  });

  it("map -> outline -> map is identity: the list says every way of the flow, once", () => {
    fc.assert(
      fc.property(anyMap, (drawn) => {
        const { rows, kindOf } = drawn.lines;
        const said = meaning(rows, kindOf).map(({ source, target, label }) => `${source} ${label} ${target}`);
        expect(said.sort()).toEqual(flow(drawn));
        const listed = rows.flatMap((row) => (row.kind === "node" ? [row.node] : []));
        expect(listed.sort()).toEqual([...drawn.nodes.keys()].sort());
        const ways = wired(meaning(rows, kindOf), drawn.connections.values());
        const same = rewired(ways, meaning(rows, kindOf), drawn.connections, "p", drawn.newId);
        expect(same, "a list that nobody changed changes nothing").toEqual({
          edits: [],
          put: [],
          remove: [],
        });
      }),
      { numRuns: 400 },
    );
  });

  it("outline -> map -> outline is identity, line by line", () => {
    fc.assert(
      fc.property(anyOutline, (block) => {
        const written = lines(block);
        expect(new Drawn().type(written.join("\n")).text).toEqual(written);
      }),
      { numRuns: 300 },
    );
  });

  it("what is edited in the list is what the list says afterwards", () => {
    fc.assert(
      fc.property(anyMap, fc.nat(), fc.constantFrom("in", "out", "up", "down"), (drawn, pick, what) => {
        const { lines } = drawn;
        if (lines.rows.length === 0) return;
        const at = pick % lines.rows.length;
        const rows =
          what === "in"
            ? indented(lines, at, drawn.newId)
            : what === "out"
              ? outdented(lines, at)
              : moved(lines, at, what === "up" ? -1 : 1);
        if (!rows) return;
        const nodes = (all: readonly OutlineRow[]) =>
          all.filter(({ kind }) => kind === "node").map(({ key }) => key);
        expect(nodes(rows).sort()).toEqual(nodes(lines.rows).sort());
        const wanted = meaning(rows, lines.kindOf).map(
          ({ source, target, label }) => `${source} ${label} ${target}`,
        );
        const { edits } = outlineEdits(lines.rows, { rows, told: new Map() }, drawn.ground);
        for (const edit of edits) drawn.apply(edit);
        expect(flow(drawn)).toEqual(wanted.sort());
      }),
      { numRuns: 400 },
    );
  });

  it("down and up again is where it was", () => {
    fc.assert(
      fc.property(anyOutline, fc.nat(), (block, pick) => {
        const { rows, kindOf } = new Drawn().type(lines(block).join("\n")).lines;
        const at = pick % rows.length;
        const down = moved({ rows, kindOf }, at, 1);
        if (!down) return;
        const back = moved(
          { rows: down, kindOf },
          down.findIndex(({ key }) => key === rows[at]!.key),
          -1,
        );
        expect(back).toEqual(rows);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a line", () => {
  const drawn = () => new Drawn().type("Ask\nLate?\n- yes: Call\n- no:\nPack\nShip");
  const row = (map: Drawn, label: string) =>
    map.rows.findIndex((one) => one.kind === "node" && map.nodes.get(one.node)!.label === label);
  const shown = (map: Drawn, rows: readonly OutlineRow[] | null) => {
    if (!rows) return null;
    for (const edit of outlineEdits(map.rows, { rows, told: new Map() }, map.ground).edits) map.apply(edit);
    return map.text;
  };

  it("goes into the last branch of the fork before it, and out to where the branches meet", () => {
    const map = drawn();
    expect(shown(map, indented(map.lines, row(map, "Pack"), map.newId))).toEqual([
      "Ask",
      "Late?",
      "  - yes:",
      "    Call",
      "  - no:",
      "    Pack",
      "Ship",
    ]);
    expect(shown(map, outdented(map.lines, row(map, "Pack")))).toEqual(drawn().text);
  });
  it("goes nowhere where nothing forks", () => {
    const map = drawn();
    expect(indented(map.lines, row(map, "Late?"), map.newId)).toBeNull();
    expect(outdented(map.lines, row(map, "Pack"))).toBeNull();
  });
  it("takes what stands below it along", () => {
    const map = drawn();
    const fork = row(map, "Late?");
    expect(shown(map, moved(map.lines, fork, 1))).toEqual([
      "Ask",
      "Pack",
      "Late?",
      "  - yes:",
      "    Call",
      "  - no:",
      "Ship",
    ]);
    expect(endOf(map.rows, row(map, "Late?"))).toBe(6);
  });
  it("keeps the connections that it goes on from, so that covered paths stay covered", () => {
    const map = drawn();
    const yes = [...map.connections.values()].find(({ label }) => label === "yes")!.id;
    shown(map, moved(map.lines, row(map, "Pack"), -1));
    shown(map, moved(map.lines, row(map, "Pack"), -1));
    expect(map.connections.get(yes)!.label).toBe("yes");
  });
});

describe("typed text", () => {
  const check = (text: string, expected: string[]) => expect(new Drawn().type(text).text).toEqual(expected);

  it("is a process: numbers, bullets and empty lines fall away", () =>
    check("1. Ask\n\n2) Pack\n  • Ship\n(4) Close\n[x] Done\n1.2 Tell", [
      "Ask",
      "Pack",
      "Ship",
      "Close",
      "Done",
      "Tell",
    ]));
  it("keeps what only looks like a number", () =>
    check("14 days later, ask\n10:30 call", ["14 days later, ask", "10:30 call"]));
  it("forks with or without indentation, and goes on where it was before", () => {
    const forked = ["Late?", "  - yes:", "    Call", "    Note it", "  - no:", "Pack"];
    check("Late?\n- yes: Call\n  Note it\n- no:\nPack", forked);
    check("Late?\n  yes:\n    Call\n    Note it\n  no:\nPack", forked);
    check("Late?\n\t- yes: Call\n\t\tNote it\n\t- no:\nPack", forked);
  });
  it("goes back, and ends", () =>
    check("Ask\nLate?\n- yes: -> ask\n- no: Pack\n  -> end\nLost", [
      "Ask",
      "Late?",
      "  - yes:",
      "    → Ask",
      "  - no:",
      "Pack",
      "→ end",
      "Lost",
    ]));
  it("loses no line that names no place", () => check("Ask\n-> nowhere", ["Ask", "\\-> nowhere"]));
  it("keeps a label that looks like a sign", () => {
    check("\\- yes: Call\n\\Note: call", ["\\- yes: Call", "\\Note: call"]);
    check("Decision: Choose\nStep: Why?", ["Decision: Choose", "\\Why?"]);
  });
  it("says who and by whom it is decided", () => {
    const { lines, lanes } = readOutline("Lanes: Sales, Clerk\nAsk @Sales\nclerk: Pack [D]", {
      ...words,
      people: ["Clerk"],
    });
    expect(lanes).toEqual(["Sales", "Clerk"]);
    expect(
      lines.map((line) => (line.line === "node" ? [line.label, line.who, line.delegation] : [])),
    ).toEqual([
      ["Ask", "Sales", null],
      ["Pack", "Clerk", "delegate"],
    ]);
  });
});
