/** How it is said which documents tell what. */
import type { DocumentRow, PathView } from "../../../api";
import { m } from "../../../i18n";
import { statusName } from "../../../i18n/words";
import type { Teller } from "../model/told";
import { documentStateName } from "../words";

/** "“card”", or with how many more there are: the names of paths are long. */
export function pathNames([first, ...rest]: readonly PathView[]): string {
  const names = first ? m.map_told_quoted({ name: first.name }) : "";
  return rest.length > 0 ? m.map_and_more({ names, count: rest.length }) : names;
}

export interface ShownState {
  name: string;
  tone: "plain" | "good" | "warn";
}

/** The state that a document is in, and how loudly that is said. */
export function stateOf(row: DocumentRow, teller: Pick<Teller, "stale"> | undefined): ShownState {
  if (teller?.stale) return { name: documentStateName("stale"), tone: "warn" };
  return { name: statusName(row.status), tone: row.status === "approved" ? "good" : "plain" };
}
