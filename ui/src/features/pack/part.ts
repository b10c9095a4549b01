/** The part of a map that is chosen in its editor. */
import type { DocumentRow, NodeId } from "../../api";
import { session } from "../../state/session.svelte";

export function chosenNodes(process: DocumentRow): readonly NodeId[] {
  const chosen = session.selection;
  return chosen?.kind === "node" && session.document === process.id ? chosen.ids : [];
}
