/** Edits of a map, made from what a gesture means. Pure: new ids come in, an edit goes out. */
import type {
  Connection,
  Delegation,
  DocumentId,
  Edit,
  Lane,
  LaneId,
  Node,
  NodeId,
  NodeKind,
  NodeMove,
  Point,
  Role,
} from "../../../api";
import type { Clip } from "./clipboard";

export function newNode(id: NodeId, process: DocumentId, kind: NodeKind, at: Point, label = ""): Node {
  return {
    id,
    process,
    kind,
    lane: null,
    x: at.x,
    y: at.y,
    label,
    description: "",
    role: null,
    delegation: null as Delegation | null,
    automated_by: "",
    inputs: "",
    outputs: "",
    tool: null,
    duration_minutes: null,
    value: null,
    energy: null,
    risk: null,
    only_my_judgement: false,
    opens: null,
  };
}

export function newConnection(
  id: string,
  process: DocumentId,
  source: NodeId,
  target: NodeId,
  label = "",
): Connection {
  return { id, process, source, target, label, waypoints: [], source_side: null, target_side: null };
}

/** One edit stays what it is; several become one, under a name of the catalogue. */
export function together(label: string, edits: readonly Edit[]): Edit {
  return edits.length === 1 ? edits[0]! : { edit: "together", label, edits: [...edits] };
}

/** Puts a step behind a node and moves what follows out of its way. */
export function insertWithRoom(
  node: Node,
  connection: string,
  rest: string,
  moves: readonly NodeMove[],
): Edit {
  const insert: Edit = { edit: "insert_node", node, connection, rest };
  const room: Edit[] = moves.length > 0 ? [{ edit: "move_nodes", moves: [...moves] }] : [];
  return together("insert_node", [...room, insert]);
}

export function duplicateAll(clip: Clip): Edit {
  return together("duplicate_nodes", [
    ...clip.nodes.map((node): Edit => ({ edit: "add_node", node, connection: null })),
    ...clip.connections.map((connection): Edit => ({ edit: "connect", connection })),
  ]);
}

export function pasteAll({ nodes, connections, roles, tools }: Clip): Edit {
  return {
    edit: "paste_nodes",
    nodes,
    connections,
    roles: roles.map(({ id, name }) => newRole(id, name)),
    tools: tools.map(({ id, name }) => ({ id, name, description: "", url: "" })),
  };
}

/** A role made on the spot and given to steps, as one undo. */
export function newRoleForNodes(ids: readonly NodeId[], role: Role): Edit {
  return together("update_nodes.role", [
    { edit: "create_role", role },
    { edit: "update_nodes", ids: [...ids], change: { field: "role", value: role.id } },
  ]);
}

export const newRole = (id: string, name: string): Role => ({ id, name, description: "", person: "" });

/** Across the lane, in map pixels. */
export const laneBreadth = { least: 96, usual: 184 };

export function newLane(id: LaneId, process: DocumentId, breadth = laneBreadth.usual): Lane {
  return { id, process, position: 0, role: null, title: "", breadth };
}
