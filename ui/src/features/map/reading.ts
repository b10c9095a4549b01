/** Does what a typed label has said beside itself: a decision, a role or a lane, a step to go on at. The label
 *  is kept as it was typed first, so that one undo brings that back. */
import type { Edit, NodeId, NodeMove } from "../../api";
import { newId } from "../../state/ids";
import type { MapEditing } from "./editing.svelte";
import { newLane, newRole, together } from "./model/changes";
import type { Reading, Who } from "./model/typed";

/** `typed` is the label as it is kept; `room` where the nodes were that have made room for the node. */
export async function keepReading(
  map: MapEditing,
  id: NodeId,
  reading: Reading,
  typed: string,
  room: readonly NodeMove[],
): Promise<void> {
  const node = map.open.nodes.get(id);
  if (!node) return;
  if (reading.to) return goOn(map, id, reading.to.id, room);
  const edits: Edit[] = [];
  const { label, asks, who } = reading;
  const decides = asks && node.kind === "step";
  if (label !== typed)
    edits.push({ edit: "update_nodes", ids: [id], change: { field: "label", value: label } });
  if (decides) edits.push({ edit: "update_nodes", ids: [id], change: { field: "kind", value: "decision" } });
  const done = who && doneBy(map, id, who);
  if (done) edits.push(...done.edits);
  if (edits.length === 0) return;
  const name = done?.name ?? (decides ? "update_nodes.kind" : "update_nodes.label");
  const shown = { ...node, label, kind: decides ? ("decision" as const) : node.kind };
  await map.send(together(name, edits), { ahead: { put: [{ table: "node", record: shown }] } });
}

/** On a map with lanes the lane says who; elsewhere the step itself. What is not there yet is made. */
function doneBy(map: MapEditing, id: NodeId, who: Who): { name: string; edits: Edit[] } {
  const edits: Edit[] = [];
  let { role } = who;
  if (who.role === null && who.lane === null) {
    role = newId();
    edits.push({ edit: "create_role", role: newRole(role, who.name) });
  }
  if (map.lanes.length === 0) {
    edits.push({ edit: "update_nodes", ids: [id], change: { field: "role", value: role } });
    return { name: "update_nodes.role", edits };
  }
  let { lane } = who;
  if (lane === null) {
    lane = newId();
    const after = map.lanes.at(-1)?.id ?? null;
    edits.push({ edit: "add_lane", lane: { ...newLane(lane, map.process), role }, after });
  }
  edits.push({ edit: "update_nodes", ids: [id], change: { field: "lane", value: lane } });
  return { name: who.lane === null ? "add_lane" : "update_nodes.lane", edits };
}

/** The new step was only the way to one that is there. */
async function goOn(map: MapEditing, id: NodeId, to: NodeId, room: readonly NodeMove[]): Promise<void> {
  const way = [...map.open.connections.values()].find((one) => one.target === id);
  if (!way) return;
  const edits: Edit[] = [
    { edit: "update_connection", id: way.id, change: { field: "target", value: to } },
    { edit: "delete_from_map", nodes: [id], connections: [], heal: false },
  ];
  if (room.length > 0) edits.push({ edit: "move_nodes", moves: [...room] });
  const kept = map.send(together("connect", edits), {
    ahead: {
      put: [{ table: "connection", record: { ...way, target: to, waypoints: [] } }],
      remove: [{ table: "node", id }],
    },
  });
  map.show();
  map.choose({ nodes: [to] });
  map.refocus(to);
  const rect = map.rect(to);
  if (rect) map.view.reveal(rect);
  await kept;
}
