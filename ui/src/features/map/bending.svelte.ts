/** A connection's line in the hand: one of its pieces or corners, pulled to where the person wants it. */
import type { ConnectionId, Edit, Point } from "../../api";
import { newId } from "../../state/ids";
import type { MapEditing } from "./editing.svelte";
import { pieceFor, pulled, settled, waypointsOf, type Hold } from "./model/bends";
import type { Guide } from "./model/guides";
import { samePlaces } from "./model/routes";
import { followPull } from "./pull";

/** CSS pixels before a press is a pull. */
const threshold = 3;
/** CSS pixels within which lines draw together. */
const near = 6;
/** Milliseconds between two keys that are one undo. */
const pause = 1_000;

export class Bending {
  /** As it is being pulled, and until the core has drawn it. */
  now = $state.raw<{ connection: ConnectionId; waypoints: Point[]; hold: Hold } | null>(null);
  guides = $state.raw<readonly Guide[]>([]);
  #keyed: { connection: ConnectionId; focus: string; until: number } | null = null;

  constructor(private readonly map: MapEditing) {}

  waypoints(id: ConnectionId): Point[] | null {
    return this.now?.connection === id ? this.now.waypoints : null;
  }

  /** From the press on a piece or a corner of the line until it is let go. */
  begin(event: PointerEvent, connection: ConnectionId, points: readonly Point[], hold: Hold): void {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    const { view } = this.map;
    view.element?.focus({ preventScroll: true });
    const start = { x: event.clientX, y: event.clientY };
    const before = view.toMap(start);
    const rects = this.map.boxes.map(({ rect }) => rect);
    const move = (moved: PointerEvent) => {
      const client = { x: moved.clientX, y: moved.clientY };
      if (!this.now && Math.hypot(client.x - start.x, client.y - start.y) < threshold) return;
      const to = view.toMap(client);
      const free = { x: to.x - before.x, y: to.y - before.y };
      const within = near / view.viewport.zoom;
      const rest = moved.altKey ? { by: free, guides: [] } : settled(points, hold, free, rects, within);
      this.guides = rest.guides;
      this.now = { connection, hold, waypoints: waypointsOf(pulled(points, hold, rest.by)) };
    };
    followPull({
      move,
      drop: () => {
        if (this.now) void this.#keep(connection, this.now.waypoints);
      },
      cancel: () => (this.now = null),
      end: () => (this.guides = []),
    });
  }

  /** By the arrow keys: the piece that lies across their direction. */
  nudge(id: ConnectionId, by: Point): void {
    const points = this.map.edges.find((edge) => edge.id === id)?.data?.shown.points ?? [];
    const hold = pieceFor(points, by);
    if (!hold) return;
    const now = Date.now();
    if (this.#keyed?.connection !== id || now > this.#keyed.until) {
      this.#keyed = { connection: id, focus: newId(), until: 0 };
    }
    this.#keyed.until = now + pause;
    const waypoints = waypointsOf(pulled(points, hold, by));
    this.now = { connection: id, waypoints, hold };
    void this.#keep(id, waypoints, this.#keyed.focus);
  }

  /** Back to the core's own route. */
  straighten(id: ConnectionId): void {
    const way = this.map.open.connections.get(id);
    if (!way || way.waypoints.length === 0) return;
    this.map.settle();
    void this.map.send(bent(id, []));
  }

  async #keep(id: ConnectionId, waypoints: Point[], focus?: string): Promise<void> {
    const known = this.map.open.connections.get(id)?.waypoints ?? [];
    if (!samePlaces(known, waypoints)) {
      await this.map.send(bent(id, waypoints), focus === undefined ? {} : { focus });
    }
    // Another pull may have begun meanwhile.
    if (this.now?.connection === id && this.now.waypoints === waypoints) this.now = null;
  }
}

const bent = (id: ConnectionId, waypoints: Point[]): Edit => ({
  edit: "update_connection",
  id,
  change: { field: "waypoints", value: waypoints },
});
