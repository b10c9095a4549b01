import { describe, expect, it } from "vitest";
import { newConnection, newNode } from "./changes";
import { hits } from "./finding";

const nodes = [
  {
    ...newNode("a", "p", "step", { x: 0, y: 0 }, "Check the order"),
    description: "Look at the **invoice**.",
  },
  newNode("b", "p", "decision", { x: 0, y: 0 }, "Is it late?"),
  newNode("c", "p", "step", { x: 0, y: 0 }, "Call Zoë"),
];
const connections = [newConnection("ab", "p", "a", "b"), newConnection("bc", "p", "b", "c", "yes, late")];

describe("a search inside a map", () => {
  const check = (text: string, ...expected: string[]) =>
    expect(
      hits(text, { nodes, connections, names: ({ id }) => (id === "c" ? ["Clerk"] : []) }).map(
        ({ id }) => id,
      ),
    ).toEqual(expected);

  it("finds labels, descriptions and names, whatever the case and the accents", () => {
    check("ORDER", "a");
    check("invoice", "a");
    check("zoe", "c");
    check("clerk", "c");
  });

  it("wants every word, in any order and place", () => {
    check("invoice check", "a");
    check("invoice late");
  });

  it("finds labelled connections behind the step that they leave", () => {
    check("late", "b", "bc");
  });

  it("finds nothing for nothing", () => {
    check("");
    check("  ");
  });
});
