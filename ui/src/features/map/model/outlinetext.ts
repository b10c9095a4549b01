/** An outline as text, one line a step: what is typed into a line, pasted from elsewhere, and copied. Pure; the
 *  words that mean something come in, since they are the catalogue's.
 *
 *  | line | says |
 *  |---|---|
 *  | `Check the order`, `1. Check the order`, `- Check the order` | a step |
 *  | `Is it late?` | a decision |
 *  | `- yes: Call the customer` behind a decision | a branch, and the first step in it |
 *  | indented below a branch | more steps in it |
 *  | `-> Check the order` | goes on there; `-> end` says that nothing follows |
 *  | `Check the order @Clerk`, or `Clerk: Check the order` where a clerk is known | who does it |
 *  | `Trigger: An order arrives`, `Outcome:`, `Wait:` ... | another kind |
 *  | `Check the order [D]` | keep, delegate or automate: K, D, A |
 *  | `Lanes: Sales, Clerk` as the first line | lanes |
 *  | `\Clerk: the book` | stands for itself |
 */
import type { Delegation, NodeKind } from "../../../api";
import type { OutlineRow } from "./outline";
import { alike, asks, divided, namesIn } from "./typed";

export interface ToldNode {
  label: string;
  kind: NodeKind;
  who: string | null;
  delegation: Delegation | null;
}

export type Told =
  | ({ line: "node"; depth: number } & ToldNode)
  | { line: "branch"; depth: number; label: string }
  /** `text` is the line as it stands, for where there is no such place. */
  | { line: "goto"; depth: number; to: string; text: string }
  | { line: "stop"; depth: number };

export interface Words {
  kinds: readonly (readonly [NodeKind, string])[];
  lanes: string;
  end: string;
  people: readonly string[];
}

export interface ToldText {
  lanes: string[];
  lines: Told[];
}

const letters: Record<string, Delegation> = { K: "keep", D: "delegate", A: "automate" };
const arrow = /^(?:->|=>|→)\s*(.*)$/s;
const bullet = /^(?:[\u2022\u2023\u25aa\u25cf\u2013*+-]\s+)/;
const number = /^(?:\(?\d+(?:\.\d+)*[.):]\s+|\d+(?:\.\d+)+\s+|[a-z][.)]\s+|\[[ xX]?\]\s+)/;

interface Block {
  depth: number;
  /** What stands deeper than this belongs to the branch. */
  over: number;
  /** The fork that a branch may belong to now. */
  fork: { indent: number; bullet: boolean } | null;
  /** How deep its last node stands; a note that stands deeper belongs to that. */
  last: number | null;
}

/** `forked`: the first line stands behind a decision, or behind a fork's branches. */
export function readOutline(text: string, words: Words, forked = false): ToldText {
  const told: ToldText = { lanes: [], lines: [] };
  const blocks: Block[] = [
    { depth: 0, over: -1, fork: forked ? { indent: 0, bullet: false } : null, last: null },
  ];
  for (const written of text.split(/\r\n|\r|\n/)) {
    if (written.trim() === "") continue;
    const { indent, marked, rest } = measured(written);
    if (rest === "") continue;
    const [first, names] = divided(rest);
    if (told.lines.length === 0 && names !== "" && alike(first, words.lanes)) {
      told.lanes.push(...namesIn(names));
      continue;
    }
    while (blocks.length > 1 && indent <= blocks.at(-1)!.over) blocks.pop();
    let block = blocks.at(-1)!;
    let line = rest;
    const { fork } = block;
    const kind = names === "" ? undefined : words.kinds.find(([, name]) => alike(name, first))?.[0];
    if (fork && (marked ? indent > fork.indent || !fork.bullet : indent > fork.indent && !kind)) {
      const way = branchIn(rest);
      if (way) {
        told.lines.push({ line: "branch", depth: block.depth + 1, label: way.label });
        block = { depth: block.depth + 2, over: indent, fork: null, last: null };
        blocks.push(block);
        line = way.rest;
      }
    }
    if (line === "") continue;
    const { depth } = block;
    const to = arrow.exec(line)?.[1]?.trim();
    if (to) {
      told.lines.push(
        alike(to, words.end) ? { line: "stop", depth } : { line: "goto", depth, to, text: line },
      );
      continue;
    }
    const node = readNode(line, words);
    if (node.kind === "note") {
      const attached = block.last !== null && indent > block.last;
      told.lines.push({ line: "node", depth: attached ? depth + 1 : depth, ...node });
      continue;
    }
    block.last = indent;
    block.fork = node.kind === "decision" ? { indent, bullet: marked } : null;
    told.lines.push({ line: "node", depth, ...node });
  }
  return told;
}

/** What a line begins that makes no node by itself: a branch, a way to elsewhere, both, or nothing of that. */
export function begins(text: string): { branch: boolean; bare: boolean; goes: boolean } {
  const { marked, rest } = measured(text);
  const way = marked ? branchIn(rest) : null;
  const line = way ? way.rest : rest;
  return { branch: way !== null, bare: way?.rest === "", goes: arrow.test(line) };
}

/** One line, without its mark, as a node. */
export function readNode(text: string, words: Words): ToldNode {
  let label = text.trim();
  let kind: NodeKind | null = null;
  let who: string | null = null;
  const delegation = null;
  for (;;) {
    const [first, rest] = divided(label);
    const named = rest === "" ? undefined : words.kinds.find(([, name]) => alike(name, first))?.[0];
    const person = rest === "" ? undefined : words.people.find((name) => alike(name, first));
    if (named && kind === null) kind = named;
    else if (person !== undefined && who === null) who = person;
    else break;
    label = rest;
  }
  if (label.startsWith("\\")) return { label: label.slice(1).trim(), kind: kind ?? "step", who, delegation };
  const told = readMarks(label);
  const named = { label: told.label, who: who ?? told.who, delegation: told.delegation };
  return { kind: kind ?? (asks(told.label) ? "decision" : "step"), ...named };
}

/** What stands behind a label: who does it, and what was decided. */
export function readMarks(text: string): Omit<ToldNode, "kind"> {
  let label = text.trim();
  let who: string | null = null;
  let delegation: Delegation | null = null;
  for (;;) {
    const decided = /^(.*\S)\s*\[([KDA])\]$/su.exec(label);
    const mention = /^(.*\S)\s+@([^@\n]*[^@\n\s])$/su.exec(label);
    if (decided && delegation === null) [label, delegation] = [decided[1]!, letters[decided[2]!]!];
    else if (mention && who === null) [label, who] = [mention[1]!, mention[2]!];
    else return { label, who, delegation };
  }
}

/** The rows as text. `tell` says what is known of a node; who does it is told where that changes. */
export function writeOutline(
  rows: readonly OutlineRow[],
  tell: (id: string) => ToldNode | undefined,
  words: Words,
): string[] {
  let last: string | null = null;
  return rows.flatMap((row) => {
    const indent = "  ".repeat(row.depth);
    if (row.kind === "branch") return [`${indent}- ${oneLine(row.label)}:`];
    if (row.kind === "goto") return [`${indent}→ ${oneLine(tell(row.to)?.label ?? "")}`];
    if (row.kind === "stop") return [`${indent}→ ${words.end}`];
    const node = tell(row.node);
    if (!node) return [];
    const who = node.who !== null && node.who !== last ? ` @${node.who}` : "";
    last = node.who ?? last;
    return [indent + writeNode(node, words) + who + marked(node.delegation)];
  });
}

function writeNode(node: ToldNode, words: Words): string {
  const label = oneLine(node.label);
  const plain = { ...node, label, who: null, delegation: null };
  const name = words.kinds.find(([kind]) => kind === node.kind)?.[1] ?? "";
  const forms = [label, `\\${label}`, `${name}: ${label}`, `${name}: \\${label}`];
  const says = (form: string) => {
    const [line, more] = readOutline(form, words).lines;
    return !more && line?.line === "node" && line.label === label && line.kind === plain.kind && !line.who;
  };
  return forms.find(says) ?? label;
}

const marked = (delegation: Delegation | null): string => {
  const letter = Object.keys(letters).find((one) => letters[one] === delegation);
  return letter ? ` [${letter}]` : "";
};

/** How deep a line stands, and what it says without its bullet and number. */
function measured(line: string): { indent: number; marked: boolean; rest: string } {
  const space = /^\s*/.exec(line)![0].replace(/\t/g, "    ");
  const text = line.trim();
  const without = text.replace(bullet, "");
  return { indent: space.length, marked: without !== text, rest: without.replace(number, "").trim() };
}

/** "yes: Call them" and "yes:". */
function branchIn(text: string): { label: string; rest: string } | null {
  const bare = /^([^:：\n]{0,60})[:：]$/.exec(text);
  if (bare) return { label: bare[1]!.trim(), rest: "" };
  const [label, rest] = divided(text);
  return rest === "" ? null : { label, rest };
}

const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();
