/** Lines of an outline that are not on the map yet: where they stand among the rows that are. */
import type { NodeId } from "../../../api";
import { branchAround, branchesOf, endOf, siblingBefore, type Lines } from "./lines";
import type { OutlineRow } from "./outline";
import { begins } from "./outlinetext";

/** A line that is not on the map yet. */
export interface Line {
  id: NodeId;
  /** The row that it stands behind; null for the first of all. */
  after: string | null;
  /** Null: wherever one goes on from that row. */
  depth: number | null;
  /** Where it stands if that row never comes: a line may become only the way to another. */
  otherwise: { after: string | null; depth: number };
  /** It begins a branch of the fork before it. */
  branch: boolean;
  text: string;
}

/** Before which row a line stands, and how deep. */
export function placeOf({ rows, kindOf }: Lines, line: Line): { at: number; depth: number } {
  let from = rows.findIndex(({ key }) => key === line.after);
  let { depth } = line;
  if (from < 0 && line.after !== null) {
    from = rows.findIndex(({ key }) => key === line.otherwise.after);
    depth = line.otherwise.depth;
    if (from < 0) return { at: rows.length, depth: 0 };
  }
  if (from < 0) return { at: 0, depth: 0 };
  const row = rows[from]!;
  if (depth === null && row.kind === "branch") return { at: from + 1, depth: row.depth + 1 };
  if (depth === null && row.kind === "node") {
    const kind = kindOf(row.node);
    const around = branchAround(rows, from);
    // Behind an end, one goes on where the branches have parted.
    if (kind === "outcome" && around)
      return { at: endOf(rows, around.fork), depth: rows[around.fork]!.depth };
    depth = kind === "note" ? Math.max(0, row.depth - 1) : row.depth;
  }
  depth ??= row.depth;
  let at = from + 1;
  while (at < rows.length && rows[at]!.depth > depth) at++;
  return { at, depth };
}

/** Where one goes on behind a line that is no node: behind the fork whose branch it closes. */
export function beside(rows: readonly OutlineRow[], at: number, line: Line): Line["otherwise"] {
  const { depth } = rows[at]!;
  const around = branchAround(rows, at);
  if (begins(line.text).branch && !around) return { after: line.after, depth };
  if (around) return { after: rows[around.fork]!.key, depth: depth - 2 };
  return { after: rows.at(-1)!.key, depth: 0 };
}

/** Where it goes by Tab (1) and Shift+Tab (-1), if there is such a place. */
export function shifted(
  { rows, kindOf }: Lines,
  at: number,
  line: Line,
  way: 1 | -1,
): Pick<Line, "after" | "depth" | "branch"> | null {
  const { depth } = rows[at]!;
  let place: Pick<Line, "after" | "depth" | "branch"> | null = null;
  if (way === -1) {
    const around = branchAround(rows, at);
    if (line.branch) place = { after: line.after, depth, branch: false };
    else if (around) place = { after: rows[around.fork]!.key, depth: depth - 2, branch: false };
  } else {
    const before = siblingBefore(rows, at);
    const fork = before === null ? undefined : rows[before];
    const last = before === null ? undefined : branchesOf(rows, before).at(-1);
    if (last !== undefined)
      place = { after: rows[endOf(rows, last) - 1]!.key, depth: depth + 2, branch: false };
    else if (fork?.kind === "node" && kindOf(fork.node) === "decision" && !line.branch)
      place = { after: fork.key, depth, branch: true };
  }
  return place;
}
