/** What a person does to the lines of an outline: put in, moved up and down, into a branch and out of it. Pure:
 *  rows come in, rows go out; null where there is no such place. What the rows then say is for meaning.ts. */
import type { ConnectionId, NodeId, NodeKind } from "../../../api";
import type { OutlineRow } from "./outline";

export interface Lines {
  rows: readonly OutlineRow[];
  kindOf: (id: NodeId) => NodeKind;
}

/** Behind the row and all that stands below it. */
export function endOf(rows: readonly OutlineRow[], at: number): number {
  let end = at + 1;
  while (end < rows.length && rows[end]!.depth > rows[at]!.depth) end++;
  return end;
}

/** The row that this one stands below: a fork's branch, a branch's fork, a note's node. */
function parentOf(rows: readonly OutlineRow[], at: number): number | null {
  for (let above = at - 1; above >= 0; above--) if (rows[above]!.depth < rows[at]!.depth) return above;
  return null;
}

/** The node before it in the same branch. */
export function siblingBefore(rows: readonly OutlineRow[], at: number): number | null {
  const { depth } = rows[at]!;
  for (let above = at - 1; above >= 0 && rows[above]!.depth >= depth; above--) {
    if (rows[above]!.depth === depth) return rows[above]!.kind === "node" ? above : null;
  }
  return null;
}

export function branchesOf(rows: readonly OutlineRow[], fork: number): number[] {
  const found: number[] = [];
  const end = endOf(rows, fork);
  const depth = rows[fork]!.depth + 1;
  for (let at = fork + 1; at < end; at++) {
    if (rows[at]!.kind === "branch" && rows[at]!.depth === depth) found.push(at);
  }
  return found;
}

/** The fork and the branch that a row stands in. */
export function branchAround(
  rows: readonly OutlineRow[],
  at: number,
): { fork: number; branch: number } | null {
  const branch = parentOf(rows, at);
  if (branch === null || rows[branch]!.kind !== "branch") return null;
  const fork = parentOf(rows, branch);
  return fork === null ? null : { fork, branch };
}

/** Into the last branch of the fork before it; behind a decision that has none, into a first one. */
export function indented(lines: Lines, at: number, newId: () => ConnectionId): OutlineRow[] | null {
  const { rows, kindOf } = lines;
  const row = rows[at]!;
  const before = row.kind === "node" && movable(lines, at) ? siblingBefore(rows, at) : null;
  if (before === null) return null;
  const fork = rows[before]!;
  if (fork.kind !== "node") return null;
  const branches = branchesOf(rows, before);
  if (branches.length > 0) return placed(lines, at, lastPlace(lines, branches.at(-1)!), row.depth + 2);
  if (kindOf(fork.node) !== "decision") return null;
  const connection = newId();
  const key = `branch-${connection}`;
  const branch: OutlineRow = {
    kind: "branch",
    key,
    depth: row.depth + 1,
    fork: fork.node,
    connection,
    label: "",
  };
  return [
    ...rows.slice(0, at),
    branch,
    ...deeper(rows.slice(at, endOf(rows, at)), 2),
    ...rows.slice(endOf(rows, at)),
  ];
}

/** Out of its branch, with all that follows in it, to where the branches have met. */
export function outdented(lines: Lines, at: number): OutlineRow[] | null {
  const { rows } = lines;
  const around = movable(lines, at) ? branchAround(rows, at) : null;
  if (!around) return null;
  const { fork, branch } = around;
  const from = at;
  const to = endOf(rows, branch);
  const behind = endOf(rows, fork);
  const tail = deeper(rows.slice(from, to), -2);
  const left = rows.slice(fork, from);
  const kept = [...rows.slice(0, fork), ...left, ...rows.slice(to, behind), ...tail, ...rows.slice(behind)];
  // A branch without a name that nothing is left of was only a way of standing deeper.
  const bare = rows[branch]!;
  const only = branchesOf(rows, fork).length === 1;
  const empty = from === branch + 1 && bare.kind === "branch" && bare.label === "" && only;
  return empty ? kept.filter((row) => row !== bare) : kept;
}

/** One place up or down: past its neighbour, through the branches of a fork, out of a branch at its ends. */
export function moved(lines: Lines, at: number, by: 1 | -1): OutlineRow[] | null {
  if (!movable(lines, at)) return null;
  const place = by === 1 ? placeBelow(lines, at) : placeAbove(lines, at);
  return place && placed(lines, at, place.at, place.depth);
}

interface Place {
  /** Before this row, as the rows stand now. */
  at: number;
  depth: number;
}

function placeBelow(lines: Lines, at: number): Place | null {
  const { rows } = lines;
  const { depth } = rows[at]!;
  const next = endOf(rows, at);
  const below = rows[next];
  if (below?.depth === depth && below.kind === "node" && passable(lines, next)) {
    const first = branchesOf(rows, next)[0];
    return first === undefined ? { at: endOf(rows, next), depth } : { at: first + 1, depth: depth + 2 };
  }
  const around = branchAround(rows, at);
  if (!around) return null;
  const branches = branchesOf(rows, around.fork);
  const other = branches[branches.indexOf(around.branch) + 1];
  if (other !== undefined) return { at: other + 1, depth };
  return { at: endOf(rows, around.fork), depth: depth - 2 };
}

function placeAbove(lines: Lines, at: number): Place | null {
  const { rows } = lines;
  const { depth } = rows[at]!;
  const before = siblingBefore(rows, at);
  if (before !== null) {
    if (!passable(lines, before)) return null;
    const last = branchesOf(rows, before).at(-1);
    return last === undefined ? { at: before, depth } : { at: lastPlace(lines, last), depth: depth + 2 };
  }
  const around = branchAround(rows, at);
  if (!around) return null;
  const branches = branchesOf(rows, around.fork);
  const other = branches[branches.indexOf(around.branch) - 1];
  return other === undefined ? { at: around.fork, depth: depth - 2 } : { at: lastPlace(lines, other), depth };
}

/** The end of a branch, before what says where it goes on or that it ends. */
function lastPlace(lines: Lines, branch: number): number {
  const { rows } = lines;
  const end = endOf(rows, branch);
  const depth = rows[branch]!.depth + 1;
  let last = end - 1;
  while (last > branch && rows[last]!.depth > depth) last--;
  const closes = last > branch && !(rows[last]!.kind === "node" && passable(lines, last));
  return closes ? last : end;
}

/** Moves the row and what stands below it to before another one. */
function placed({ rows }: Lines, at: number, to: number, depth: number): OutlineRow[] {
  const end = endOf(rows, at);
  const block = deeper(rows.slice(at, end), depth - rows[at]!.depth);
  return to <= at
    ? [...rows.slice(0, to), ...block, ...rows.slice(to, at), ...rows.slice(end)]
    : [...rows.slice(0, at), ...rows.slice(end, to), ...block, ...rows.slice(to)];
}

const deeper = (rows: readonly OutlineRow[], by: number) =>
  rows.map((row) => ({ ...row, depth: row.depth + by }));

/** A trigger begins the flow, an outcome ends it, a note goes with its node: they stay where they are. */
function movable({ rows, kindOf }: Lines, at: number): boolean {
  const row = rows[at];
  return row?.kind === "node" && !["trigger", "outcome", "note"].includes(kindOf(row.node));
}

const passable = movable;
