/** Forks, and where their branches end: pure questions about the flow. */
import type { Node, NodeId } from "../../../api";
import { downstream, type Way } from "./gestures";

type Kinds = ReadonlyMap<NodeId, Pick<Node, "kind">>;

/** The fork that a step lies behind: against the flow, the nearest decision. */
export function forkBefore(id: NodeId, nodes: Kinds, ways: Iterable<Way>): NodeId | null {
  const before = new Map<NodeId, NodeId[]>();
  for (const { source, target } of ways) before.set(target, [...(before.get(target) ?? []), source]);
  const seen = new Set([id]);
  for (let front = [id]; front.length > 0;) {
    const next: NodeId[] = [];
    for (const source of front.flatMap((one) => before.get(one) ?? [])) {
      if (seen.has(source)) continue;
      if (nodes.get(source)?.kind === "decision") return source;
      seen.add(source);
      next.push(source);
    }
    front = next;
  }
  return null;
}

/** Where the branches of a fork end and could meet: the nodes that nothing follows. An outcome is an end that
 *  is meant. */
export function looseEnds(fork: NodeId, nodes: Kinds, ways: readonly Way[]): NodeId[] {
  const goesOn = new Set(ways.filter(({ source, target }) => source !== target).map(({ source }) => source));
  return [...downstream(fork, ways)].filter((id) => {
    const kind = nodes.get(id)?.kind;
    return kind !== undefined && kind !== "outcome" && kind !== "note" && !goesOn.has(id);
  });
}
