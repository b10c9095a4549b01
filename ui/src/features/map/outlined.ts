/** Sends what was told in lines to the map: typed into the outline, pasted, or written on an empty map. */
import type { NodeId } from "../../api";
import { m } from "../../i18n";
import { newId } from "../../state/ids";
import { library } from "../../state/library.svelte";
import { flow } from "./acting";
import type { MapEditing } from "./editing.svelte";
import { around } from "./model/guides";
import { endOf } from "./model/lines";
import type { OutlineRow } from "./model/outline";
import { outlineEdits, standsAtFork, withLines, type Ground, type Outlined } from "./model/outlining";
import { readOutline, type ToldNode, type ToldText, type Words } from "./model/outlinetext";
import { kindName, nodeKinds } from "./words";

export const wordsOf = (map: MapEditing): Words => ({
  kinds: nodeKinds.map((kind) => [kind, kindName(kind)] as const),
  lanes: m.map_outline_lanes(),
  end: m.map_outline_end(),
  people: [...map.lanes.map(({ title }) => title), ...[...library.roles.values()].map(({ name }) => name)],
});

export function groundOf(map: MapEditing): Ground {
  const { open, process } = map;
  const lanes = map.lanes.flatMap((view) => {
    const lane = open.lanes.get(view.id);
    return lane ? [{ ...lane, name: view.title }] : [];
  });
  const { nodes, connections } = open;
  return { process, nodes, connections, lanes, roles: library.roles, down: flow(map) === "bottom", newId };
}

/** What the lines of a map say of its nodes. */
export const tellIn =
  (map: MapEditing) =>
  (id: NodeId): ToldNode | undefined => {
    const node = map.open.nodes.get(id);
    if (!node) return undefined;
    const { label, kind, delegation } = node;
    const role = node.role === null ? undefined : library.roles.get(node.role)?.name;
    return { label, kind, who: map.laneTitle(id) || role || null, delegation };
  };

/** What a text says at a place of the outline. */
export function readAt(
  map: MapEditing,
  text: string,
  rows: readonly OutlineRow[],
  at: number,
  depth: number,
): ToldText {
  return readOutline(text, wordsOf(map), standsAtFork(rows, at, depth, groundOf(map)));
}

/** Whether it was kept. */
export async function sendOutline(map: MapEditing, { edits, ahead }: Outlined): Promise<boolean> {
  if (edits.length === 0) return true;
  map.settle();
  const kept = await map.send({ edit: "outline", process: map.process, line: null, edits }, { ahead });
  // The core may have taken longer than a movement lasts.
  map.settle();
  return kept;
}

/** Lines behind a node, else behind all; the first of them is chosen. Gives how many there are. */
export async function addLines(map: MapEditing, text: string, after: NodeId | null): Promise<number> {
  const { rows } = map.outline;
  const row = after === null ? -1 : rows.findIndex(({ key }) => key === after);
  const [at, depth] = row < 0 ? [rows.length, 0] : [endOf(rows, row), rows[row]!.depth];
  const told = readAt(map, text, rows, at, depth);
  const ground = groundOf(map);
  // What is pasted beside a process is another one.
  const apart: OutlineRow[] =
    row < 0 && rows.length > 0 ? [{ kind: "stop", key: "stop", depth: 0, from: "" }] : [];
  const listed = withLines([...rows, ...apart], at + apart.length, depth, told.lines, ground);
  const wasEmpty = map.empty;
  if (!(await sendOutline(map, outlineEdits(rows, listed, ground, told.lanes)))) return 0;
  map.show();
  const made = [...listed.told.keys()];
  map.choose({ nodes: wasEmpty ? made.slice(-1) : made });
  const first = made[wasEmpty ? made.length - 1 : 0];
  if (first !== undefined) map.refocus(first);
  if (wasEmpty && map.open.map) map.view.fit(map.open.map.bounds, { largest: 1 });
  else map.view.reveal(around(map.boxesOf(made).map(({ rect }) => rect)));
  return told.lines.length;
}
