/** Lanes added, moved and taken away. */
import type { Edit, LaneDirection, LaneId, NodeId } from "../../api";
import { m } from "../../i18n";
import { newId } from "../../state/ids";
import { library } from "../../state/library.svelte";
import { tellEdit } from "../../state/toasts";
import type { MapEditing } from "./editing.svelte";
import { laneBreadth, newLane, together } from "./model/changes";
import { onGrid } from "./model/guides";
import { lanesNamed, lanesOfRoles } from "./model/rolelanes";

/** Whether the map can be drawn in lanes as it is: its steps have roles. */
export const hasRoles = (map: MapEditing): boolean =>
  map.lanes.length === 0 && [...map.open.nodes.values()].some(({ role }) => role !== null);

/** One more lane, which is then to be named. The first time on a map whose steps have roles: a lane for each. */
export async function addLane(map: MapEditing): Promise<string | null> {
  if (hasRoles(map)) return (await drawInLanes(map), null);
  const lane = newLane(newId(), map.process);
  const last = map.lanes.at(-1)?.id ?? null;
  if (!(await map.send({ edit: "add_lane", lane, after: last }))) return null;
  map.choose({ lane: lane.id });
  const made = map.lanes.find(({ id }) => id === lane.id)?.rect;
  // Its head, where it is named.
  if (made) map.view.reveal({ ...made, [map.lanework.across ? "width" : "height"]: laneBreadth.least });
  return lane.id;
}

/** From across to down, or back. */
export async function turnLanes(map: MapEditing): Promise<void> {
  const value: LaneDirection = map.lanework.across ? "vertical" : "horizontal";
  map.settle();
  const change = { field: "lane_direction" as const, value };
  const kept = await map.send({ edit: "update_document", id: map.process, change });
  if (kept && map.open.map) map.view.fit(map.open.map.bounds, { largest: 1 });
}

/** By the roles that the steps have. */
export async function drawInLanes(map: MapEditing): Promise<void> {
  const { nodes, connections } = map.open;
  const inOrder = map.outline.order.flatMap((id) => nodes.get(id) ?? []);
  const edit = lanesOfRoles(map.process, inOrder, [...connections.values()], newId);
  if (!edit) return;
  map.settle();
  if ((await map.send(edit)) && map.open.map) map.view.fit(map.open.map.bounds, { largest: 1 });
}

/** Names a lane and, when there are several names, adds a lane for each of the others behind it. */
export const nameLanes = (process: string, lane: string, names: readonly string[]) =>
  library.edit(lanesNamed(process, lane, names, library.roles.values(), newId));

export const nodesIn = (map: MapEditing, id: string): NodeId[] =>
  [...map.open.nodes.values()].filter((node) => node.lane === id).map((node) => node.id);

/** Asks where its steps go, where there is anything to say to that. */
export function removeLane(map: MapEditing, id: string): void {
  if (map.lanes.length > 1 && nodesIn(map, id).length > 0) map.lanework.removing = id;
  else void deleteLane(map, id, { nodesTo: null });
}

export async function deleteLane(
  map: MapEditing,
  id: string,
  how: { nodesTo: LaneId | null } | "with its nodes",
): Promise<void> {
  const title = map.lanes.find((lane) => lane.id === id)?.title || m.map_lane();
  const edits: Edit[] = [];
  if (how === "with its nodes") {
    const nodes = nodesIn(map, id);
    edits.push({ edit: "delete_from_map", nodes, connections: [], heal: true });
  }
  edits.push({ edit: "delete_lane", id, nodes_to: how === "with its nodes" ? null : how.nodesTo });
  map.choose({});
  map.settle();
  if (!(await map.send(together("delete_lane", edits)))) return;
  const text = m.map_deleted_lane({ title });
  tellEdit(text);
}

/** Across the lane, by map pixels. */
export function broaden(map: MapEditing, id: string, by: number): void {
  const lane = map.lanes.find((one) => one.id === id);
  if (!lane) return;
  const breadth = map.lanework.across ? lane.rect.height : lane.rect.width;
  const value = Math.max(laneBreadth.least, onGrid(breadth + by));
  if (value === breadth) return;
  void map.send({ edit: "update_lane", id, change: { field: "breadth", value } }, { focus: `breadth ${id}` });
}

/** The lane beside the chosen one. */
export function walkLanes(map: MapEditing, id: string, by: -1 | 1): void {
  const next = map.lanes[map.lanes.findIndex((lane) => lane.id === id) + by];
  if (!next) return;
  map.choose({ lane: next.id });
  map.view.element?.querySelector<HTMLElement>(`[data-lane="${CSS.escape(next.id)}"]`)?.focus();
}

/** -1 towards the first lane, 1 towards the last. */
export function moveLane(map: MapEditing, id: string, by: -1 | 1): void {
  const ids = map.lanes.map((lane) => lane.id);
  const at = ids.indexOf(id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= ids.length) return;
  const after = by === 1 ? ids[to]! : (ids[to - 1] ?? null);
  map.settle();
  void map.send({ edit: "move_lane", id, after });
}
