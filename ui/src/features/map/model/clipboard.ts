/** Nodes on the clipboard: as JSON for another map, as an indented list for everything else. */
import type { Connection, DocumentId, Node } from "../../../api";

/** Of the JSON form; a custom type that only our own windows read. */
export const mapType = "application/x-roadbook-map";

export interface Clip {
  nodes: Node[];
  connections: Connection[];
}

export interface ClipForms {
  json: string;
  text: string;
  html: string;
}

/** The connections between the chosen nodes go with them. */
export function clipOf(
  chosen: ReadonlySet<string>,
  nodes: Iterable<Node>,
  connections: Iterable<Connection>,
): Clip {
  return {
    nodes: [...nodes].filter((node) => chosen.has(node.id)),
    connections: [...connections].filter(({ source, target }) => chosen.has(source) && chosen.has(target)),
  };
}

/** `lines` is what everything else gets: the chosen nodes as an outline. */
export function writeClip(clip: Clip, lines: readonly string[]): ClipForms {
  const json = JSON.stringify({ roadbook: "map", version: 1, ...clip });
  const items = lines.map((line) => `<li>${escaped(line.trim())}</li>`).join("");
  return {
    json,
    text: lines.join("\n"),
    // Some browsers keep custom types for themselves; an attribute of the HTML form gets through.
    html: `<ul data-roadbook-map="${escaped(json)}">${items}</ul>`,
  };
}

/** What is on the clipboard, when it came from a map. Anything else, or anything damaged, is null. */
export function readClip(json: string, html: string): Clip | null {
  return parse(json) ?? parse(inHtml(html));
}

/** Copies with ids of their own, for this map, moved by (dx, dy). */
export function copies(clip: Clip, process: DocumentId, dx: number, dy: number, newId: () => string): Clip {
  const ids = new Map(clip.nodes.map((node) => [node.id, newId()]));
  return {
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

function parse(json: string): Clip | null {
  if (!json) return null;
  try {
    const found: unknown = JSON.parse(json);
    if (typeof found !== "object" || found === null) return null;
    const { roadbook, nodes, connections } = found as Record<string, unknown>;
    if (roadbook !== "map" || !Array.isArray(nodes) || !Array.isArray(connections)) return null;
    return nodes.every(isNode) ? { nodes, connections: connections.filter(isConnection) } : null;
  } catch {
    return null;
  }
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

function inHtml(html: string): string {
  if (!html.includes("data-roadbook-map")) return "";
  const page = new DOMParser().parseFromString(html, "text/html");
  return page.querySelector("[data-roadbook-map]")?.getAttribute("data-roadbook-map") ?? "";
}

const escaped = (text: string) =>
  text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
