/** Nodes on the clipboard: as JSON for another map, as an indented list for everything else. */
import type { Connection, DocumentId, Lane, Node, Role, Tool } from "../../../api";
import { escaped, fieldsOf, formsOf, type Forms } from "../../../ui/clipboard";

/** Of the JSON form; a custom type that only our own windows read. */
export const mapType = "application/x-roadbook-map";

export interface Clip {
  nodes: Node[];
  connections: Connection[];
  /** Those that the nodes name, for a library that has others. */
  roles: Named[];
  tools: Named[];
}

type Named = Pick<Role | Tool, "id" | "name">;

/** The connections between the chosen nodes go with them, and so does who does them by their lane. */
export function clipOf(
  chosen: ReadonlySet<string>,
  nodes: Iterable<Node>,
  connections: Iterable<Connection>,
  lanes: ReadonlyMap<string, Lane>,
  roles: ReadonlyMap<string, Role>,
  tools: ReadonlyMap<string, Tool>,
): Clip {
  const roleOf = ({ role, lane }: Node) => role ?? (lane && lanes.get(lane)?.role) ?? null;
  const taken = [...nodes]
    .filter((node) => chosen.has(node.id))
    .map((node) => ({ ...node, role: roleOf(node) }));
  return {
    nodes: taken,
    connections: [...connections].filter(({ source, target }) => chosen.has(source) && chosen.has(target)),
    roles: named(taken, roles, ({ role }) => role),
    tools: named(taken, tools, ({ tool }) => tool),
  };
}

function named(
  nodes: readonly Node[],
  all: ReadonlyMap<string, Named>,
  idOf: (node: Node) => string | null,
): Named[] {
  return [...new Set(nodes.map(idOf))].flatMap((id) => {
    const found = id === null ? undefined : all.get(id);
    return found ? [{ id: found.id, name: found.name }] : [];
  });
}

/** `lines` is what everything else gets: the chosen nodes as an outline. */
export function writeClip(clip: Clip, lines: readonly string[]): Forms {
  const items = lines.map((line) => `<li>${escaped(line.trim())}</li>`).join("");
  return formsOf("map", clip, lines.join("\n"), "ul", items);
}

/** What is on the clipboard, when it came from a map. Anything else, or anything damaged, is null. */
export function readClip(json: string, html: string): Clip | null {
  const { nodes, connections, roles, tools } = fieldsOf("map", json, html) ?? {};
  if (!Array.isArray(nodes) || !Array.isArray(connections) || !nodes.every(isNode)) return null;
  return {
    nodes,
    connections: connections.filter(isConnection),
    roles: Array.isArray(roles) ? roles.filter(isNamed) : [],
    tools: Array.isArray(tools) ? tools.filter(isNamed) : [],
  };
}

/** Copies with ids of their own, for this map, moved by (dx, dy). */
export function copies(clip: Clip, process: DocumentId, dx: number, dy: number, newId: () => string): Clip {
  const ids = new Map(clip.nodes.map((node) => [node.id, newId()]));
  return {
    ...clip,
    nodes: clip.nodes.map((node) => ({
      ...node,
      id: ids.get(node.id)!,
      process,
      // The core gives the lane that it lands in.
      lane: null,
      x: node.x + dx,
      y: node.y + dy,
      opens: node.opens === process ? null : node.opens,
    })),
    connections: clip.connections.flatMap((connection) => {
      const source = ids.get(connection.source);
      const target = ids.get(connection.target);
      if (!source || !target) return [];
      const waypoints = connection.waypoints.map((point) => ({ x: point.x + dx, y: point.y + dy }));
      return [{ ...connection, id: newId(), process, source, target, waypoints }];
    }),
  };
}

function isNode(value: unknown): value is Node {
  const node = value as Partial<Node> | null;
  return (
    typeof node?.id === "string" &&
    typeof node.kind === "string" &&
    typeof node.label === "string" &&
    Number.isFinite(node.x) &&
    Number.isFinite(node.y)
  );
}

function isConnection(value: unknown): value is Connection {
  const connection = value as Partial<Connection> | null;
  return (
    typeof connection?.id === "string" &&
    typeof connection.source === "string" &&
    typeof connection.target === "string" &&
    Array.isArray(connection.waypoints)
  );
}

function isNamed(value: unknown): value is Named {
  const one = value as Partial<Named> | null;
  return typeof one?.id === "string" && typeof one.name === "string";
}
