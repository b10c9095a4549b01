/** What a search inside a map finds: pure, in the reading order of the flow. */
import type { Connection, ConnectionId, Node, NodeId } from "../../../api";
import { plain } from "../../../ui/matching";

export type Hit = { what: "node"; id: NodeId } | { what: "connection"; id: ConnectionId };

export interface Sought {
  nodes: readonly Node[];
  connections: readonly Connection[];
  /** What more is known of a node by name: its role, its lane, its tool. */
  names: (node: Node) => readonly string[];
}

/** Every word is found somewhere in what a node says, accents and case aside. A labelled connection stands
 *  behind the node that it leaves. */
export function hits(text: string, { nodes, connections, names }: Sought): Hit[] {
  const words = plain(text.trim()).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const found = (...texts: readonly string[]) => {
    const all = plain(texts.join("\n"));
    return words.every((word) => all.includes(word));
  };
  const leaving = new Map<NodeId, Connection[]>();
  for (const way of connections) {
    if (way.label && found(way.label)) leaving.set(way.source, [...(leaving.get(way.source) ?? []), way]);
  }
  return nodes.flatMap((node): Hit[] => {
    const { label, description, inputs, outputs, automated_by } = node;
    const itself = found(label, description, inputs, outputs, automated_by, ...names(node));
    return [
      ...(itself ? [{ what: "node" as const, id: node.id }] : []),
      ...(leaving.get(node.id) ?? []).map(({ id }) => ({ what: "connection" as const, id })),
    ];
  });
}
