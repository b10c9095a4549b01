/** Which documents stand below which, as links say: a process has what covers it, a document what its steps
 *  use and its text names. Knows links and rows, no library. */
import type { DocumentKind, Link, LinkKind } from "../api";

/** From the policy, which is above all, down to the instruction. */
const ranks: Record<DocumentKind, number> = { policy: 0, process: 1, procedure: 2, sop: 2, instruction: 3 };

interface Row {
  id: string;
  kind: DocumentKind;
}

/** Who is above and who below in this link; null where it joins equals or leads upwards. */
export function family(
  link: Link,
  row: (id: string) => Row | undefined,
): { above: string; below: string } | null {
  const source = row(link.source);
  const target = row(link.target);
  if (!source || !target || source.id === target.id) return null;
  const upwards: LinkKind[] = ["covers", "governed_by"];
  const [above, below] = upwards.includes(link.kind) ? [target, source] : [source, target];
  const step = ranks[below.kind] - ranks[above.kind];
  // Steps that use an SOP and nodes that open a process join documents of one rank, one above the other;
  // a text that names its neighbour does not.
  const related = link.kind === "uses" || link.kind === "opens" ? step >= 0 : step > 0;
  return related ? { above: above.id, below: below.id } : null;
}
