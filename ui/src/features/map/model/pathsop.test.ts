import { describe, expect, it } from "vitest";
import type { Node, PathView } from "../../../api";
import { newNode } from "./changes";
import { sopForPath, stepsOf, titleOf, type FirstStep } from "./pathsop";

const path: PathView = {
  name: "yes, card",
  branches: ["b1", "b2"],
  nodes: ["ask", "fork", "till", "gone", "call"],
  connections: [],
  documents: "owed",
  covered_by: [],
  owed: [],
};
const node = (id: string, kind: Node["kind"], delegation: Node["delegation"]): [string, Node] => [
  id,
  { ...newNode(id, "p", kind, { x: 0, y: 0 }, id), delegation },
];

describe("an SOP for a path", () => {
  it("is called by what is done and in which case", () => {
    expect(titleOf({ title: "Refund a customer " }, path)).toBe("Refund a customer: yes, card");
    expect(titleOf({ title: "Refund a customer" }, { ...path, branches: [], name: "Money back" })).toBe(
      "Refund a customer",
    );
    expect(titleOf({ title: "" }, path)).toBe("yes, card");
    expect(titleOf({ title: "é".repeat(600) }, path)).toHaveLength(500);
  });

  it("begins with what is handed off on the path, in its order", () => {
    const nodes = new Map([
      node("call", "step", "keep"),
      node("till", "step", "delegate"),
      node("fork", "decision", "delegate"),
      node("ask", "wait", "delegate"),
      node("elsewhere", "step", "delegate"),
    ]);
    expect(stepsOf(path, nodes).map(({ id }) => id)).toEqual(["ask", "till"]);
  });

  it("is one edit", () => {
    const steps: FirstStep[] = [
      { id: "s1", text: "Ask", role: "finance", link: null },
      { id: "s2", text: "Pay", role: null, link: "wi" },
    ];
    expect(sopForPath("sop", { id: "p", title: "Refund" }, path, steps)).toEqual({
      edit: "together",
      label: "create_document",
      edits: [
        {
          edit: "create_document",
          id: "sop",
          kind: "sop",
          title: "Refund: yes, card",
          covers: [{ process: "p", extent: { kind: "path", branches: ["b1", "b2"] } }],
        },
        {
          edit: "add_steps",
          document: "sop",
          after: null,
          steps: [
            { id: "s1", text: "Ask", depth: 0, link: null },
            { id: "s2", text: "Pay", depth: 0, link: "wi" },
          ],
        },
        { edit: "update_step", id: "s1", change: { field: "role", value: "finance" } },
      ],
    });
    expect(sopForPath("sop", { id: "p", title: "Refund" }, path, []).edit).toBe("create_document");
  });
});
