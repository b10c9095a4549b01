import { describe, expect, test } from "vitest";
import type { DocumentRow } from "../../api";
import { asExport, lastChosen } from "./choices";

const process = { id: "p", kind: "process", title: "Refund a customer" } as DocumentRow;

describe("what is exported", () => {
  test("a document goes with what is below it, unless something else is chosen", () => {
    expect(asExport(lastChosen(process), process, [])).toMatchObject({
      subject: { of: "documents", ids: ["p"], everything_below: true, name: "" },
      format: "pdf",
      scale: null,
    });
  });

  test("a map goes by itself, in a format of its own", () => {
    const chosen = { ...lastChosen(process), what: "map" as const, scale: "3" as const };
    expect(asExport(chosen, process, ["n"])).toEqual({
      subject: { of: "map", process: "p", nodes: [] },
      format: "png",
      options: null,
      scale: 3,
    });
    expect(asExport({ ...chosen, part: true }, process, ["n"]).subject).toMatchObject({ nodes: ["n"] });
  });

  test("what is remembered of one kind of export does not leak into the other", () => {
    const chosen = { ...lastChosen(process), what: "library" as const, mapFormat: "svg" as const };
    expect(asExport(chosen, process, ["n"])).toMatchObject({ subject: { of: "library" }, format: "pdf" });
  });
});
