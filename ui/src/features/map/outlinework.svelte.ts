/** The outline while somebody works in it: the line that is being typed, lines that are not on the map yet, and
 *  what is said about it aloud. What lines mean is decided in model/. */
import { tick } from "svelte";
import type { NodeId } from "../../api";
import { m } from "../../i18n";
import { Draft } from "../../state/draft";
import { newId } from "../../state/ids";
import { library } from "../../state/library.svelte";
import type { MapEditing } from "./editing.svelte";
import { branchAround, branchesOf, indented, moved, outdented } from "./model/lines";
import type { OutlineRow } from "./model/outline";
import { outlineEdits, withLines, type Outlined } from "./model/outlining";
import { readMarks, type ToldText } from "./model/outlinetext";
import { beside, placeOf, shifted, type Line } from "./model/waiting";
import { addLines, groundOf, readAt } from "./outlined";
import { show } from "./moving";
import { kindName } from "./words";

interface Visit {
  key: string;
  what: "node" | "branch";
  id: string;
  /** The line was made in this visit: what stands before a colon, an arrow, a question mark have their meaning. */
  fresh: boolean;
  before: string;
  focus: string;
}

export class OutlineWork {
  visit = $state.raw<Visit | null>(null);
  text = $state("");
  /** For those who hear the outline. */
  said = $state("");
  #lines = $state.raw<readonly Line[]>([]);
  #draft: Draft | null = null;
  #leave: () => void = () => undefined;
  /** What was typed is kept line by line, each read against what the one before has made. */
  #turn: Promise<void> = Promise.resolve();

  readonly rows: readonly OutlineRow[] = $derived.by(() => {
    let { rows } = this.map.outline;
    for (const line of this.#lines) {
      if (this.map.open.nodes.has(line.id)) continue;
      const { at, depth } = placeOf({ rows, kindOf: this.#kindOf }, line);
      const row: OutlineRow = { kind: "node", key: line.id, depth, node: line.id, number: null };
      rows = [...rows.slice(0, at), row, ...rows.slice(at)];
    }
    return rows;
  });

  constructor(private readonly map: MapEditing) {}

  /** Of a line that is not on the map yet. */
  typed(id: NodeId): string {
    return this.#lines.find((line) => line.id === id)?.text ?? "";
  }

  edits(key: string): boolean {
    return this.visit?.key === key;
  }

  begin(row: OutlineRow): void {
    if (library.readOnly || row.kind === "goto" || row.kind === "stop") return;
    const waiting = row.kind === "node" && this.#lines.find(({ id }) => id === row.node);
    const before = waiting ? waiting.text : row.kind === "node" ? this.#label(row.node) : row.label;
    const id = row.kind === "node" ? row.node : row.connection;
    const fresh = Boolean(waiting) || (row.kind === "node" && before === "");
    this.#begin({ key: row.key, what: row.kind, id, fresh, before, focus: newId() });
  }

  /** A new line below a row: behind it, first in a branch, or another branch of a fork. */
  addBelow(row: OutlineRow | null): void {
    if (library.readOnly) return;
    void this.end();
    const { rows } = this;
    const at = row === null ? -1 : rows.findIndex(({ key }) => key === row.key);
    const after = row?.key ?? null;
    const otherwise = { after, depth: row?.depth ?? 0 };
    const line: Line = {
      id: newId(),
      after,
      depth: row === null ? 0 : null,
      otherwise,
      branch: false,
      text: "",
    };
    if (row?.kind === "goto" || row?.kind === "stop")
      [line.after, line.depth] = [rows[at - 1]!.key, row.depth];
    else if (row?.kind === "node" && this.#waits(row.node))
      line.otherwise = beside(
        rows,
        at,
        this.#lines.find(({ id }) => id === row.key)!,
      );
    else if (row?.kind === "node") line.branch = branchesOf(rows, at).length > 0;
    this.#lines = [...this.#lines, line];
    this.#begin({ key: line.id, what: "node", id: line.id, fresh: true, before: "", focus: newId() });
  }

  type(text: string): void {
    this.text = text;
    const { visit } = this;
    if (!visit) return;
    this.#lines = this.#lines.map((line) => (line.id === visit.id ? { ...line, text } : line));
    this.#draft?.type(text);
  }

  /** Leaves the line. What was typed is kept; an empty new line goes. */
  end(): Promise<void> {
    const { visit, text } = this;
    const draft = this.#draft;
    if (!visit || !draft) return this.#turn;
    this.visit = this.#draft = null;
    const leave = this.#leave;
    if (text.trim() === "" && visit.what === "node" && visit.fresh) {
      draft.cancel();
      leave();
      return this.#drop(visit.id);
    }
    this.#ended.add(visit.id);
    if (visit.fresh || text !== visit.before) draft.type(text);
    return draft.flush().then(
      () => {
        leave();
        this.#ended.delete(visit.id);
        this.#reveal(visit.id);
      },
      // The mirror has said why; the line stays in the list with what was typed in it.
      () => {
        leave();
        this.#ended.delete(visit.id);
      },
    );
  }
  readonly #ended = new Set<string>();

  /** Rows are being moved about: the field may lose the focus for a moment. */
  moving = false;

  /** Tab and Shift+Tab: into a branch, out of it. */
  indent(): Promise<void> {
    return this.#moving(() =>
      this.#restructure((rows, at) => indented({ rows, kindOf: this.#kindOf }, at, newId), 1),
    );
  }
  outdent(): Promise<void> {
    return this.#moving(() =>
      this.#restructure((rows, at) => outdented({ rows, kindOf: this.#kindOf }, at), -1),
    );
  }

  /** Alt+Up and Alt+Down. */
  move(row: OutlineRow, by: 1 | -1): Promise<void> {
    return this.#moving(() => this.#move(row, by));
  }

  async #move(row: OutlineRow, by: 1 | -1): Promise<void> {
    await this.settled(row.key);
    const { rows } = this.map.outline;
    const at = rows.findIndex(({ key }) => key === row.key);
    const next = at < 0 || library.readOnly ? null : moved({ rows, kindOf: this.#kindOf }, at, by);
    if (!next) return void (this.said = m.map_outline_at_end());
    if (!(await this.#send(outlineEdits(rows, { rows: next, told: new Map() }, groundOf(this.map))))) return;
    const now = next.findIndex(({ key }) => key === row.key);
    const before = next[now - 1];
    const label = before && this.name(before);
    if (label === undefined) this.said = m.map_outline_first();
    else this.said = by === 1 ? m.map_outline_down({ label }) : m.map_outline_up({ label });
  }

  /** The row goes and its neighbours join up. Gives the row to go on at. */
  async remove(row: OutlineRow): Promise<OutlineRow | null> {
    if (library.readOnly || row.kind === "stop") return row;
    const at = this.rows.findIndex(({ key }) => key === row.key);
    const next = this.rows[at - 1] ?? this.rows[at + 1] ?? null;
    if (row.kind === "node" && this.#waits(row.node)) {
      this.#forget(row.node);
      return next;
    }
    const label = this.name(row);
    const id = row.kind === "node" ? row.node : row.connection;
    if (id === null) return row;
    const [nodes, connections] = row.kind === "node" ? [[id], []] : [[], [id]];
    this.#forget(id);
    const edits = [{ edit: "delete_from_map" as const, nodes, connections, heal: true }];
    if (!(await this.#send({ edits, ahead: nothing }))) return row;
    this.said = m.map_outline_removed({ label });
    return next;
  }

  /** Several lines, pasted into a line: the first of them where it stands. */
  async paste(text: string): Promise<void> {
    const { visit } = this;
    if (!visit || visit.what !== "node") return;
    const line = this.#lines.find(({ id }) => id === visit.id);
    if (!line) {
      await this.end();
      const count = await addLines(this.map, text, visit.id);
      return void (this.said = m.map_outline_added({ count }));
    }
    await this.#turn;
    const { rows } = this.map.outline;
    const { at, depth } = placeOf({ rows, kindOf: this.#kindOf }, line);
    const told = readAt(this.map, (line.text.trim() === "" ? "" : `${line.text}\n`) + text, rows, at, depth);
    const ground = groundOf(this.map);
    const listed = withLines(rows, at, depth, told.lines, ground, line.id);
    this.#forget(line.id);
    if (!(await this.#send(outlineEdits(rows, listed, ground, told.lanes)))) return;
    this.said = m.map_outline_added({ count: told.lines.length });
    const last = [...listed.told.keys()].at(-1);
    const row = this.rows.find(({ key }) => key === last);
    if (row) this.begin(row);
    if (last !== undefined) this.#reveal(last);
  }

  /** What a row is called. */
  name(row: OutlineRow): string {
    if (row.kind === "branch") return row.label || m.map_branch_unnamed();
    if (row.kind === "stop") return m.map_outline_stop();
    const id = row.kind === "node" ? row.node : row.to;
    const node = this.map.open.nodes.get(id);
    if (!node) return this.typed(id);
    return node.label.replace(/\s+/g, " ").trim() || kindName(node.kind);
  }

  /** When the line is on the map, if it will be. */
  async settled(id: string): Promise<void> {
    if (this.visit?.id === id && this.text.trim() !== "") await this.#draft?.flush().catch(() => undefined);
    await this.#turn;
  }

  readonly #kindOf = (id: NodeId) => this.map.open.nodes.get(id)?.kind ?? "step";

  #begin(visit: Visit): void {
    if (this.visit) void this.end();
    this.visit = visit;
    this.text = visit.before;
    this.#draft = new Draft({
      commit: (text) => this.#keep(visit, text),
      onerror: () => undefined,
      onpending: library.pending,
    });
    const draft = this.#draft;
    // Whatever else is done to the library comes after the line.
    this.#leave = library.holdsText(() => (this.#draft === draft ? this.end() : Promise.resolve()));
  }

  #keep(visit: Visit, text: string): Promise<void> {
    const kept = this.#turn.then(() => this.#commit(visit, text.trim()));
    this.#turn = kept.catch(() => undefined);
    return kept;
  }

  async #commit(visit: Visit, text: string): Promise<void> {
    const { map } = this;
    const outlined = this.#meant(visit, text, this.#ended.has(visit.id));
    if (outlined && outlined.edits.length > 0) {
      map.settle();
      const line = visit.what === "node" ? visit.id : null;
      await library.type({ edit: "outline", process: map.process, line, edits: outlined.edits }, visit.focus);
      map.settle();
    }
    if (outlined) this.#lines = this.#lines.filter(({ id }) => id !== visit.id || !this.#ended.has(visit.id));
  }

  /** Null while that cannot be said yet: half a line may become a branch. */
  #meant(visit: Visit, text: string, whole: boolean): Outlined | null {
    const { map } = this;
    const ground = groundOf(map);
    if (visit.what === "branch") {
      const change = { field: "label" as const, value: text };
      return { edits: [{ edit: "update_connection", id: visit.id, change }], ahead: nothing };
    }
    const { rows } = map.outline;
    const old = map.open.nodes.get(visit.id);
    const here = rows.findIndex(({ key }) => key === visit.id);
    if (old && !visit.fresh) {
      // What stood in the label before is part of it.
      const marks = whole && !/[@[]/.test(visit.before);
      const { label, who, delegation } = marks
        ? readMarks(text)
        : { label: text, who: null, delegation: null };
      const told = new Map([[visit.id, { label, kind: old.kind, who, delegation }]]);
      return outlineEdits(rows, { rows, told }, ground);
    }
    const line = this.#lines.find(({ id }) => id === visit.id);
    if (!old && !line) return { edits: [], ahead: nothing };
    const bare = here < 0 ? rows : [...rows.slice(0, here), ...rows.slice(here + 1)];
    const { at, depth } =
      here < 0 ? placeOf({ rows, kindOf: this.#kindOf }, line!) : { at: here, depth: rows[here]!.depth };
    const told = readAt(map, text, bare, at, depth);
    const lines = this.#opening(told, line, whole);
    if (!lines) return null;
    return outlineEdits(rows, withLines(bare, at, depth, lines, ground, visit.id), ground, told.lanes);
  }

  /** The lines as they go to the map: in a new branch where the person has begun one. */
  #opening({ lines, lanes }: ToldText, line: Line | undefined, whole: boolean): ToldText["lines"] | null {
    const [first] = lines;
    const plain = lanes.length === 0 && lines.length === 1 && first?.line === "node" && first.who === null;
    if (!whole && !plain) return null;
    const bare = lines.length === 1 && first?.line === "branch";
    const filled: ToldText["lines"] = bare
      ? [
          first,
          { line: "node", depth: first.depth + 1, label: "", kind: "step", who: null, delegation: null },
        ]
      : lines;
    if (!line?.branch || first?.line === "branch" || this.map.open.nodes.has(line.id)) return filled;
    return [
      { line: "branch", depth: 1, label: "" },
      ...filled.map((one) => ({ ...one, depth: one.depth + 2 })),
    ];
  }

  /** An empty line goes; a node that was made with it, too. */
  async #drop(id: NodeId): Promise<void> {
    this.#lines = this.#lines.filter((line) => line.id !== id);
    await this.#turn;
    if (!this.map.open.nodes.has(id)) return;
    const edits = [{ edit: "delete_from_map" as const, nodes: [id], connections: [], heal: true }];
    await this.#send({ edits, ahead: nothing });
  }

  async #moving(move: () => Promise<void>): Promise<void> {
    this.moving = true;
    await move();
    await tick();
    this.moving = false;
  }

  async #restructure(change: (rows: readonly OutlineRow[], at: number) => OutlineRow[] | null, way: 1 | -1) {
    const { visit } = this;
    if (!visit || visit.what !== "node") return;
    await this.#turn;
    const line = this.#lines.find(({ id }) => id === visit.id);
    if (line && !this.map.open.nodes.has(visit.id)) return this.#shift(line, way);
    const { rows } = this.map.outline;
    const at = rows.findIndex(({ key }) => key === visit.key);
    const next = at < 0 ? null : change(rows, at);
    if (!next) return void (this.said = m.map_outline_stays());
    if (!(await this.#send(outlineEdits(rows, { rows: next, told: new Map() }, groundOf(this.map))))) return;
    this.#tell(next, visit.key, way);
  }

  /** A line that is not on the map yet only stands elsewhere. */
  #shift(line: Line, way: 1 | -1): void {
    const { rows } = this;
    const at = rows.findIndex(({ key }) => key === line.id);
    const place = shifted({ rows, kindOf: this.#kindOf }, at, line, way);
    if (!place) return void (this.said = m.map_outline_stays());
    const changed = { ...line, ...place };
    this.#lines = this.#lines.map((one) => (one.id === line.id ? changed : one));
    this.#tell(this.rows, line.id, way);
  }

  #tell(rows: readonly OutlineRow[], key: string, way: 1 | -1): void {
    const at = rows.findIndex((row) => row.key === key);
    const around = way === 1 && at >= 0 ? branchAround(rows, at) : null;
    this.said = around ? m.map_outline_in({ label: this.name(rows[around.branch]!) }) : m.map_outline_out();
  }

  /** Like what is typed, it does not wait for the line that is being typed. */
  async #send({ edits }: Outlined): Promise<boolean> {
    const { map } = this;
    try {
      map.settle();
      const edit = { edit: "outline" as const, process: map.process, line: null, edits };
      if (edits.length > 0) await library.type(edit, newId());
      map.settle();
      return true;
    } catch {
      return false;
    }
  }

  /** Brings what was told into sight; it keeps the focus where it is. */
  #reveal(id: string): void {
    if (this.map.open.nodes.has(id)) show(this.map, id);
  }

  #label(id: NodeId): string {
    return this.map.open.nodes.get(id)?.label ?? "";
  }

  #waits(id: string): boolean {
    return this.#lines.some((line) => line.id === id) && !this.map.open.nodes.has(id);
  }

  #forget(id: string): void {
    if (this.visit?.id === id) {
      this.#draft?.cancel();
      this.#leave();
      this.visit = this.#draft = null;
    }
    this.#lines = this.#lines.filter((line) => line.id !== id);
  }
}

const nothing = { put: [], remove: [] };
