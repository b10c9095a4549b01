/** Lanes made of what is known: of the roles that the steps have, or of names typed as a list. */
import type { DocumentId, Edit, LaneId, Node, NodeId, Point, Role, RoleId } from "../../../api";
import { newLane, newRole, together } from "./changes";
import type { Way } from "./gestures";
import { alike } from "./typed";

/** One lane for each role, in the order in which the flow meets them, with everything in its lane and laid out
 *  anew. What has no role is in the lane of what leads to it, or of what it leads to; a note stands beside what
 *  is nearest. Null where no step has a role. `nodes` are in the order of the flow. */
export function lanesOfRoles(
  process: DocumentId,
  nodes: readonly Node[],
  ways: readonly Way[],
  newId: () => string,
): Edit | null {
  const roles = rolesOf(nodes, ways);
  const lanes = new Map<RoleId, { id: LaneId; nodes: NodeId[] }>();
  for (const { id } of nodes) {
    const role = roles.get(id);
    if (role === undefined) continue;
    const lane = lanes.get(role) ?? { id: newId(), nodes: [] };
    lane.nodes.push(id);
    lanes.set(role, lane);
  }
  if (lanes.size === 0) return null;
  const all = [...lanes.entries()];
  const edits = all.map(([role, { id }], at): Edit => {
    return { edit: "add_lane", lane: { ...newLane(id, process), role }, after: all[at - 1]?.[1].id ?? null };
  });
  // The first lane has taken all of them.
  const moved = all.slice(1).map(([, { id, nodes }]): Edit => {
    return { edit: "update_nodes", ids: nodes, change: { field: "lane", value: id } };
  });
  return together("add_lane", [...edits, ...moved, { edit: "arrange", process, nodes: [] }]);
}

/** The lane that was just made gets the first of the names, and each other one a lane behind it. */
export function lanesNamed(
  process: DocumentId,
  first: LaneId,
  names: readonly string[],
  known: Iterable<Role>,
  newId: () => string,
): Edit {
  const roles = [...known];
  const edits: Edit[] = [];
  let before = first;
  for (const [at, name] of names.entries()) {
    let role = roles.find((one) => alike(one.name, name))?.id;
    if (role === undefined) {
      role = newId();
      edits.push({ edit: "create_role", role: newRole(role, name) });
    }
    if (at === 0) {
      edits.push({ edit: "update_lane", id: first, change: { field: "role", value: role } });
      continue;
    }
    const id = newId();
    edits.push({ edit: "add_lane", lane: { ...newLane(id, process), role }, after: before });
    before = id;
  }
  return together(names.length > 1 ? "add_lane" : "update_lane.role", edits);
}

function rolesOf(nodes: readonly Node[], ways: readonly Way[]): Map<NodeId, RoleId> {
  const roles = new Map(nodes.flatMap(({ id, role }) => (role === null ? [] : [[id, role] as const])));
  const flow = nodes.filter(({ kind }) => kind !== "note");
  const places = new Map(flow.map(({ id }, place) => [id, place]));
  const spread = (ends: (way: Way) => [from: NodeId, to: NodeId], order: readonly Node[]) => {
    for (const { id } of order) {
      if (roles.has(id)) continue;
      // Where branches meet, the first one of them tells.
      const near = ways
        .map(ends)
        .filter(([from, to]) => to === id && roles.has(from))
        .sort(([a], [b]) => places.get(a)! - places.get(b)!)[0];
      if (near) roles.set(id, roles.get(near[0])!);
    }
  };
  if (roles.size === 0) return roles;
  spread((way) => [way.source, way.target], flow);
  spread((way) => [way.target, way.source], [...flow].reverse());
  const first = [...roles.values()][0]!;
  for (const node of nodes) {
    if (!roles.has(node.id)) roles.set(node.id, nearest(node, flow, roles) ?? first);
  }
  return roles;
}

function nearest(to: Point, nodes: readonly Node[], roles: ReadonlyMap<NodeId, RoleId>): RoleId | null {
  const off = (at: Point) => Math.hypot(at.x - to.x, at.y - to.y);
  const found = nodes.filter(({ id }) => roles.has(id)).sort((a, b) => off(a) - off(b))[0];
  return found ? roles.get(found.id)! : null;
}
