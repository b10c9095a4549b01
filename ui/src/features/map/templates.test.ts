import { describe, expect, it } from "vitest";
import { outlineEdits, withLines, type Ground } from "./model/outlining";
import { readOutline } from "./model/outlinetext";
import { templates } from "./templates";
import { m } from "../../i18n";
import { kindName, nodeKinds } from "./words";

describe("a template", () => {
  it.each(templates)("$id is a whole process, with every way of it led on", ({ text }) => {
    const words = {
      kinds: nodeKinds.map((kind) => [kind, kindName(kind)] as const),
      lanes: m.map_outline_lanes(),
      end: m.map_outline_end(),
      people: [],
    };
    const told = readOutline(text(), words);
    let next = 0;
    const ground: Ground = {
      process: "p",
      nodes: new Map(),
      connections: new Map(),
      lanes: [],
      roles: new Map(),
      down: false,
      newId: () => `id-${++next}`,
    };
    const { edits } = outlineEdits([], withLines([], 0, 0, told.lines, ground), ground, told.lanes);
    const nodes = edits.flatMap((edit) => (edit.edit === "add_node" ? [edit.node] : []));
    const ways = edits.flatMap((edit) => (edit.edit === "connect" ? [edit.connection] : []));
    const kinds = nodes.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "trigger")).toHaveLength(1);
    expect(kinds).toContain("outcome");
    expect(kinds).toContain("decision");
    expect(told.lanes.length).toBeGreaterThan(1);
    expect(
      nodes.every(({ lane }) => lane !== null),
      "every step stands in a lane",
    ).toBe(true);
    const starts = new Set(ways.map(({ source }) => source));
    const dead = nodes.filter(({ id, kind }) => kind !== "outcome" && !starts.has(id));
    expect(dead.map(({ label }) => label)).toEqual([]);
    const forks = new Set(nodes.filter(({ kind }) => kind === "decision").map(({ id }) => id));
    expect(ways.filter(({ source, label }) => forks.has(source) && label === "")).toEqual([]);
    // No line was read as a step because its way leads nowhere.
    expect(nodes.filter(({ label }) => /->|@|:/.test(label))).toEqual([]);
  });
});
