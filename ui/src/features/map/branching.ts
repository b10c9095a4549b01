/** Forks drawn without looking back: another branch from wherever one is, all branches led together again, the
 *  end of the process. */
import type { Edit, NodeId, Point } from "../../api";
import { newId } from "../../state/ids";
import { add, addNext, flow, free } from "./acting";
import type { MapEditing } from "./editing.svelte";
import { forkBefore, looseEnds } from "./model/branches";
import { newConnection, together } from "./model/changes";
import { around } from "./model/guides";
import { middle } from "./model/places";

export const forkOf = (map: MapEditing, id: NodeId): NodeId | null =>
  forkBefore(id, map.open.nodes, map.open.connections.values());

/** Of the other branches of the fork before a step, the ends that lead nowhere yet. */
export function otherEnds(map: MapEditing, id: NodeId): NodeId[] {
  const fork = forkOf(map, id);
  if (fork === null) return [];
  const ends = looseEnds(fork, map.open.nodes, [...map.open.connections.values()]);
  return ends.filter((end) => end !== id);
}

/** One more branch of the fork before a step. */
export async function addBranch(map: MapEditing, from: NodeId): Promise<void> {
  const fork = forkOf(map, from);
  if (fork !== null) await addNext(map, fork);
}

/** The branches of the fork meet in a new step, in line with the fork. */
export async function joinBranches(map: MapEditing, from: NodeId): Promise<void> {
  const fork = forkOf(map, from);
  const also = otherEnds(map, from);
  if (fork === null || also.length === 0) return void (await addNext(map, from));
  const settled = (made: NodeId | null) => meeting(map, fork, [from, ...also], made);
  await add(map, "step", { at: settled(null) ?? { x: 0, y: 0 }, settled, from, also });
}

/** They meet in the step that was begun a moment ago and has no label yet: its own branch stays empty. */
export async function joinHere(map: MapEditing, id: NodeId): Promise<void> {
  const fork = forkOf(map, id);
  const also = otherEnds(map, id);
  if (fork === null || also.length === 0) return;
  const ways = also.map((end) => newConnection(newId(), map.process, end, id));
  const meet = (): Edit => {
    map.show();
    const at = meeting(map, fork, also, id);
    return together("connect", [
      ...(at ? [{ edit: "move_nodes" as const, moves: [{ id, ...at }] }] : []),
      ...ways.map((connection): Edit => ({ edit: "connect", connection })),
    ]);
  };
  const put = ways.map((record) => ({ table: "connection" as const, record }));
  const kept = map.send(meet, { ahead: { put } });
  map.label.begin("node", id, { fresh: true });
  await kept;
}

/** The end behind a step, or the step itself when it was begun a moment ago and has no label yet. */
export async function addOutcome(map: MapEditing, from: NodeId, itself: boolean): Promise<void> {
  const node = map.open.nodes.get(from);
  if (!itself || !node) return void (await addNext(map, from, "outcome"));
  const change = { field: "kind" as const, value: "outcome" as const };
  const put = [{ table: "node" as const, record: { ...node, kind: "outcome" as const } }];
  const kept = map.send({ edit: "update_nodes", ids: [from], change }, { ahead: { put } });
  map.show();
  map.label.begin("node", from, { fresh: true });
  await kept;
}

/** Behind the farthest of the branches' ends, in line with their fork. */
function meeting(map: MapEditing, fork: NodeId, ends: readonly NodeId[], made: NodeId | null): Point | null {
  const start = map.rect(fork);
  if (!start) return null;
  const all = around(map.boxesOf(ends).map(({ rect }) => rect));
  const { x, y } = middle(start);
  const across = flow(map) === "right";
  const far = across
    ? { x: all.x, y: y - 20, width: all.width, height: 40 }
    : { x: x - 20, y: all.y, width: 40, height: all.height };
  return free(map, far, flow(map), "step", made);
}
