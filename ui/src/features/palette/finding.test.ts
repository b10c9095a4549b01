import { describe, expect, it } from "vitest";
import type { DocumentRow } from "../../api";
import { excerpt, matchingDocuments } from "./finding";

const titles = ["Close the month", "Refund in part", "Issue a refund in the till", "Réfund by bank"];
const rows = titles.map(
  (title, at) => ({ id: title, title, kind: "sop", number: at + 1, changed_at: at }) as DocumentRow,
);

describe("documents by what was typed", () => {
  const check = (typed: string, expected: string[]) =>
    expect(matchingDocuments(rows, typed, () => "SOP").map(({ title }) => title)).toEqual(expected);

  it("puts what begins with it first, accents aside", () =>
    check("refund", ["Réfund by bank", "Refund in part", "Issue a refund in the till"]));
  it("wants every word", () => check("till refund", ["Issue a refund in the till"]));
  it("knows the number", () => check("sop 1", ["Close the month"]));
});

describe("the words around a hit", () => {
  it("are taken apart where the core marks them", () =>
    expect(excerpt("Press **\u0002Refund\u0003**,\n then \u0002wait\u0003")).toEqual([
      { text: "Press ", strong: false },
      { text: "Refund", strong: true },
      { text: ", then ", strong: false },
      { text: "wait", strong: true },
    ]));
  it("shows a link by its title, even one that is cut off", () =>
    expect(excerpt("see [a \u0002part\u0003](roadbook:01) or [more](roadbook:01a1f…")).toEqual([
      { text: "see a ", strong: false },
      { text: "part", strong: true },
      { text: " or more…", strong: false },
    ]));
});
