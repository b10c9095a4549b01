import { describe, expect, it } from "vitest";
import type { DocumentKind, DocumentRow, Link, LinkKind } from "../../api";
import { forest } from "../../state/forest";
import { filtered, treeNodes, type LibraryNode } from "./forest";

const rows = new Map<string, DocumentRow>();
const row = (id: string, kind: DocumentKind, position = rows.size) =>
  rows.set(id, {
    id,
    kind,
    title: id,
    number: position + 1,
    status: "draft",
    position,
    changed_at: 0,
    revision: null,
  });
row("Refunds", "policy");
row("Refund a customer", "process");
row("Refund in part", "sop", 5);
row("Refund in full", "sop", 4);
row("Issue a refund", "instruction");
row("Reset a door code", "instruction");
row("Ring", "sop");
row("Round", "sop");

const link = (source: string, kind: LinkKind, target: string): Link => ({
  source,
  kind,
  target,
  node: null,
  step: null,
});
const links = [
  link("Refund in full", "covers", "Refund a customer"),
  link("Refund in part", "covers", "Refund a customer"),
  link("Refund in full", "uses", "Issue a refund"),
  link("Refund in part", "uses", "Issue a refund"),
  link("Refund a customer", "governed_by", "Refunds"),
  link("Ring", "uses", "Round"),
  link("Round", "uses", "Ring"),
];

const outline = (nodes: readonly LibraryNode[], depth = 0): string =>
  nodes
    .map((node) => `${"  ".repeat(depth)}${node.label}\n${outline(node.children ?? [], depth + 1)}`)
    .join("");
const drawn = (shown: ReadonlySet<string> | null = null) =>
  outline(
    treeNodes(
      forest(rows, [links]),
      (group) => `[${group}]`,
      ({ title }) => title,
      shown,
    ),
  );

describe("the library as a tree", () => {
  it("puts everything below what uses it, in order, and rings somewhere", () => {
    expect(drawn()).toMatchInlineSnapshot(`
      "[policies]
        Refunds
      [processes]
        Refund a customer
          Refund in full
            Issue a refund
          Refund in part
            Issue a refund
      [unlinked]
        Reset a door code
        Ring
          Round
      "
    `);
  });

  it("keeps what stands above a document that was found", () => {
    const { found, shown } = filtered(forest(rows, [links]), rows.values(), " issue  REF");
    expect([...found]).toEqual(["Issue a refund"]);
    expect(drawn(shown)).toMatchInlineSnapshot(`
      "[processes]
        Refund a customer
          Refund in full
            Issue a refund
          Refund in part
            Issue a refund
      "
    `);
  });
});
