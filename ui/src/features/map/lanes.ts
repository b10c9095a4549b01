/** Lanes added, moved and taken away. */
import type { Edit } from "../../api";
import { m } from "../../i18n";
import { newId } from "../../state/ids";
import { library } from "../../state/library.svelte";
import { toasts } from "../../state/toasts";
import type { MapEditing } from "./editing.svelte";
import { newLane } from "./model/changes";

export async function addLane(map: MapEditing): Promise<string | null> {
  const lane = newLane(newId(), map.process);
  const last = map.lanes.at(-1)?.id ?? null;
  if (!(await map.send({ edit: "add_lane", lane, after: last }))) return null;
  map.choose({ lane: lane.id });
  return lane.id;
}

/** Its steps go to the lane beside it. */
export async function removeLane(map: MapEditing, id: string): Promise<void> {
  const at = map.lanes.findIndex((lane) => lane.id === id);
  const beside = map.lanes[at - 1] ?? map.lanes[at + 1];
  const title = map.lanes[at]?.title || m.map_lane();
  const edit: Edit = { edit: "delete_lane", id, nodes_to: beside?.id ?? null };
  map.choose({});
  if (!(await map.send(edit))) return;
  const text = m.map_deleted_lane({ title });
  toasts.show(text, { action: { label: m.ui_undo(), run: () => void library.undo() } });
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
