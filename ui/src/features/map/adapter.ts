/** Between what the core says of a map and what Svelte Flow draws. The one file that knows Svelte Flow's
 *  types: everything else here speaks of nodes, connections and rectangles. */
import {
  ConnectionMode,
  Position,
  SelectionMode,
  type Edge as FlowEdgeOf,
  type EdgeProps,
  type Node as FlowNodeOf,
  type NodeProps,
} from "@xyflow/svelte";
import type {
  Connection,
  ConnectionId,
  ConnectionView,
  Delegation,
  DocumentId,
  DocumentState,
  Handoff,
  MapView,
  Node,
  NodeId,
  NodeKind,
  NodeView,
  Point,
  Rect,
} from "../../api";
import { usualSize } from "./model/places";
import { middleOf, quickBent, samePlaces } from "./model/routes";
import { connectionName, shortLabel } from "./words";

/** A node as it is drawn. */
export interface ShownNode {
  id: NodeId;
  kind: NodeKind;
  rect: Rect;
  label: string;
  lines: readonly string[];
  role: string;
  delegation: Delegation | null;
  documents: DocumentState;
  coveredBy: readonly DocumentId[];
  /** Its place among the steps, from 1. */
  number: number | null;
}

/** A connection as it is drawn. */
export interface ShownConnection {
  id: ConnectionId;
  source: NodeId;
  target: NodeId;
  label: string;
  points: readonly Point[];
  labelAt: Point | null;
  handoff: Handoff | null;
  /** Where a person has bent it. */
  waypoints: readonly Point[];
  /** Of the nodes at its ends, as the points were routed. */
  sourceRect: Rect;
  targetRect: Rect;
  /** For those who hear it. */
  name: string;
}

export type FlowNode = FlowNodeOf<{ shown: ShownNode }, "node">;
export type FlowEdge = FlowEdgeOf<{ shown: ShownConnection }, "route">;
export type FlowNodeProps = NodeProps<FlowNode>;
export type FlowEdgeProps = EdgeProps<FlowEdge>;
export type { NodeTypes, EdgeTypes, Viewport } from "@xyflow/svelte";

/** Both directions from any side: which way a connection points is for the gesture to say. */
export const connectionMode = ConnectionMode.Loose;
/** Touching the rubber band is enough to be chosen. */
export const selectionMode = SelectionMode.Partial;

/** What the core says of each node; a record that it has not drawn yet gets a plain stand-in. */
export function shownNodes(
  view: MapView | null,
  records: ReadonlyMap<NodeId, Node>,
  numbers: ReadonlyMap<NodeId, number>,
): ShownNode[] {
  const views = new Map((view?.nodes ?? []).map((node) => [node.id, node]));
  return [...records.values()].map((record) => {
    const seen = views.get(record.id);
    return seen ? shownNode(seen, record, numbers) : standIn(record, numbers);
  });
}

export function shownConnections(
  view: MapView | null,
  records: ReadonlyMap<ConnectionId, Connection>,
  nodes: ReadonlyMap<NodeId, ShownNode>,
): ShownConnection[] {
  const views = new Map((view?.connections ?? []).map((connection) => [connection.id, connection]));
  return [...records.values()].flatMap((record) => {
    const source = nodes.get(record.source);
    const target = nodes.get(record.target);
    return source && target ? [shownConnection(record, views.get(record.id), source, target)] : [];
  });
}

/** In reading order, so that a screen reader meets them in the order of the flow. Objects of nodes that did
 *  not change are kept, and so are the places of those in `held`, which the person is moving. */
export function flowNodes(
  shown: readonly ShownNode[],
  previous: readonly FlowNode[],
  held: ReadonlySet<NodeId>,
  order: readonly NodeId[],
): FlowNode[] {
  const before = new Map(previous.map((node) => [node.id, node]));
  const places = new Map(order.map((id, place) => [id, place]));
  const last = order.length;
  return [...shown]
    .sort((a, b) => (places.get(a.id) ?? last) - (places.get(b.id) ?? last))
    .map((node) => {
      const known = before.get(node.id);
      const position = known && held.has(node.id) ? known.position : { x: node.rect.x, y: node.rect.y };
      const samePlace = known?.position.x === position.x && known.position.y === position.y;
      if (known && samePlace && sameNode(known.data.shown, node)) return known;
      return flowNode(node, position, known);
    });
}

/** Those in `above` are drawn over the others. */
export function flowEdges(
  shown: readonly ShownConnection[],
  previous: readonly FlowEdge[],
  above?: ReadonlySet<ConnectionId>,
): FlowEdge[] {
  const before = new Map(previous.map((edge) => [edge.id, edge]));
  return shown.map((connection) => {
    const known = before.get(connection.id);
    const zIndex = above?.has(connection.id) ? 1 : 0;
    if (known && known.zIndex === zIndex && sameConnection(known.data!.shown, connection)) return known;
    return {
      id: connection.id,
      type: "route" as const,
      source: connection.source,
      target: connection.target,
      data: { shown: connection },
      zIndex,
      selected: known?.selected ?? false,
      ariaLabel: connection.name,
      focusable: false,
    };
  });
}

/** Where a node is now, dragged or not. */
export function rectOf(node: FlowNode): Rect {
  const { width, height } = node.data.shown.rect;
  return { x: node.position.x, y: node.position.y, width, height };
}

/** The rectangles at both ends of an edge while it is dragged: Svelte Flow says where their middles are. */
export function endsOf(edge: Pick<FlowEdgeProps, "sourceX" | "sourceY" | "targetX" | "targetY" | "data">): {
  from: Rect;
  to: Rect;
} {
  const { sourceRect, targetRect } = edge.data!.shown;
  return {
    from: centred(edge.sourceX, edge.sourceY, sourceRect),
    to: centred(edge.targetX, edge.targetY, targetRect),
  };
}

interface Drawn {
  points: readonly Point[];
  labelAt: Point | null;
}

/** What a connection looks like: the core's route, or a plain one while an end of it or one of its bends is on
 *  its way. `bent` are the waypoints as they are being pulled. */
export function drawn(edge: FlowEdgeProps, moving: boolean, bent: readonly Point[] | null = null): Drawn {
  const { points, labelAt, label, waypoints, sourceRect, targetRect } = edge.data!.shown;
  const labelled = (line: readonly Point[], at: Point | null = null): Drawn => ({
    points: line,
    labelAt: label ? (at ?? middleOf(line)) : null,
  });
  if (!moving && !bent && points.length > 1) return labelled(points, labelAt);
  const { from, to } = endsOf(edge);
  const by = { x: from.x - sourceRect.x, y: from.y - sourceRect.y };
  const together = Math.abs(to.x - targetRect.x - by.x) < 0.5 && Math.abs(to.y - targetRect.y - by.y) < 0.5;
  if (together && !bent && points.length > 1) {
    // Both ends move alike: so does the route.
    const moved = (point: Point) => ({ x: point.x + by.x, y: point.y + by.y });
    return labelled(points.map(moved), labelAt && moved(labelAt));
  }
  return labelled(quickBent(from, to, bent ?? waypoints));
}

function flowNode(shown: ShownNode, position: Point, known: FlowNode | undefined): FlowNode {
  const { width, height } = shown.rect;
  return {
    ...known,
    id: shown.id,
    type: "node",
    position,
    data: { shown },
    width,
    height,
    measured: { width, height },
    // One invisible handle in the middle: it tells Svelte Flow where the ends of edges are, and nothing
    // has to be measured before the first picture.
    handles: [
      {
        id: null,
        type: "source",
        position: Position.Right,
        x: width / 2,
        y: height / 2,
        width: 0,
        height: 0,
      },
    ],
    selected: known?.selected ?? false,
    focusable: false,
  };
}

function shownNode(view: NodeView, record: Node, numbers: ReadonlyMap<NodeId, number>): ShownNode {
  return {
    id: view.id,
    kind: record.kind,
    rect: view.rect,
    label: record.label,
    lines: view.lines,
    role: view.role,
    delegation: record.delegation,
    documents: view.documents,
    coveredBy: view.covered_by,
    number: numbers.get(view.id) ?? null,
  };
}

function standIn(node: Node, numbers: ReadonlyMap<NodeId, number>): ShownNode {
  return {
    id: node.id,
    kind: node.kind,
    rect: { x: node.x, y: node.y, ...usualSize(node.kind) },
    label: node.label,
    lines: node.label ? node.label.split("\n") : [],
    role: "",
    delegation: node.delegation,
    documents: "none",
    coveredBy: [],
    number: numbers.get(node.id) ?? null,
  };
}

function shownConnection(
  record: Connection,
  view: ConnectionView | undefined,
  source: ShownNode,
  target: ShownNode,
): ShownConnection {
  return {
    id: record.id,
    source: record.source,
    target: record.target,
    label: record.label,
    points: view?.points ?? [],
    labelAt: view?.label_at ?? null,
    handoff: view?.handoff ?? null,
    waypoints: record.waypoints,
    sourceRect: source.rect,
    targetRect: target.rect,
    name: connectionName(shortLabel(source), shortLabel(target), record.label),
  };
}

function centred(x: number, y: number, { width, height }: Rect): Rect {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

function sameNode(a: ShownNode, b: ShownNode): boolean {
  if (a === b) return true;
  return (
    a.kind === b.kind &&
    a.label === b.label &&
    sameRect(a.rect, b.rect) &&
    a.role === b.role &&
    a.delegation === b.delegation &&
    a.documents === b.documents &&
    a.number === b.number &&
    same(a.lines, b.lines) &&
    same(a.coveredBy, b.coveredBy)
  );
}

function sameConnection(a: ShownConnection, b: ShownConnection): boolean {
  if (a === b) return true;
  return (
    a.source === b.source &&
    a.target === b.target &&
    a.name === b.name &&
    a.label === b.label &&
    a.handoff?.turn === b.handoff?.turn &&
    samePoint(a.handoff?.at, b.handoff?.at) &&
    samePoint(a.labelAt, b.labelAt) &&
    sameRect(a.sourceRect, b.sourceRect) &&
    sameRect(a.targetRect, b.targetRect) &&
    samePlaces(a.waypoints, b.waypoints) &&
    samePlaces(a.points, b.points)
  );
}

const samePoint = (a: Point | null | undefined, b: Point | null | undefined) =>
  a?.x === b?.x && a?.y === b?.y;

const sameRect = (a: Rect, b: Rect) =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;

const same = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((value, at) => value === b[at]);

export { EdgeLabel, SvelteFlow, useSvelteFlow, ViewportPortal } from "@xyflow/svelte";
