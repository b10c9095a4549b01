import { describe, expect, it } from "vitest";
import type { CoverView, PathsView, PathView } from "../../../api";
import { isOfPath, lost, tellersOf, untoldOn } from "./told";

function path(name: string, branches: string[], nodes: string[], owed: string[] = []): PathView {
  return { name, branches, nodes, connections: [], documents: "none", covered_by: [], owed };
}
const byPath = (document: string, branches: string[], nodes: string[]): CoverView => ({
  document,
  extent: { kind: "path", branches },
  nodes,
  documents: "draft",
  stale: null,
});
const byNodes = (document: string, nodes: string[]): CoverView => ({
  document,
  extent: { kind: "nodes", nodes },
  nodes,
  documents: "approved",
  stale: null,
});

const card = path("card", ["yes", "card"], ["ask", "agree", "till"]);
const bank = path("bank", ["yes", "bank"], ["ask", "agree", "transfer"], ["agree", "transfer"]);
const view = (...covers: CoverView[]): PathsView => ({
  process: "p",
  paths: [card, bank],
  more: false,
  covers,
});

describe("who tells a step", () => {
  it("is told path by path", () => {
    const told = tellersOf("agree", view(byPath("sop", ["yes", "card"], card.nodes)));
    expect(told).toEqual([{ document: "sop", state: "draft", stale: null, itself: false, paths: [card] }]);
    expect(untoldOn("agree", view())).toEqual([bank]);
  });

  it("a path that ends before the fork is part of all that go on from there", () => {
    const told = tellersOf("ask", view(byPath("sop", ["yes"], ["ask"])));
    expect(told[0]!.paths).toEqual([card, bank]);
  });

  it("the path that is the document's own stands first", () => {
    const long = path("card, after asking again", ["ask", "yes", "card"], card.nodes);
    const paths = { ...view(byPath("sop", ["yes", "card"], card.nodes)), paths: [long, card] };
    expect(tellersOf("agree", paths)[0]!.paths).toEqual([card, long]);
  });

  it("one document that covers the step and a path is named once", () => {
    const told = tellersOf(
      "till",
      view(byNodes("sop", ["till"]), byPath("sop", ["yes", "card"], card.nodes)),
    );
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ itself: true, paths: [card] });
  });

  it("says why it is out of date, whichever place is", () => {
    const gone: CoverView = {
      ...byPath("sop", ["yes", "cash"], ["ask", "agree"]),
      documents: "stale",
      stale: "branch_gone",
    };
    const covers = view(gone, byNodes("sop", ["agree"]));
    expect(tellersOf("agree", covers)[0]).toMatchObject({
      state: "stale",
      stale: "branch_gone",
      itself: true,
    });
    expect(lost(covers)).toEqual([gone]);
  });

  it("knows the document of this very path from one of a part of it", () => {
    expect(isOfPath(byPath("sop", ["card", "yes"], []), card)).toBe(true);
    expect(isOfPath(byPath("sop", ["yes"], []), card)).toBe(false);
    expect(isOfPath(byNodes("sop", ["ask"]), card)).toBe(false);
  });
});
