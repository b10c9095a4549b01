/** How it is said which documents tell what. */
import type { DocumentRow, PathView } from "../../../api";
import { m } from "../../../i18n";
import { statusName } from "../../../i18n/words";
import type { Teller } from "../model/told";
import { documentStateName } from "../words";

/** More names than these are counted. */
const named = 2;

/** "“card”, “bank”", or with how many more there are. */
export function pathNames(paths: readonly PathView[]): string {
  const names = paths.map(({ name }) => m.map_told_quoted({ name }));
  const first = names.slice(0, named).join(", ");
  return names.length > named ? m.map_and_more({ names: first, count: names.length - named }) : first;
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
