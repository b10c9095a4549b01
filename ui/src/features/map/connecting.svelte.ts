/** A connection on its way: drawn from a node's handle, or taken up again by one of its ends. */
import type { ConnectionId, NodeId, Point, Side } from "../../api";
import { newId } from "../../state/ids";
import type { MapEditing } from "./editing.svelte";
import { newConnection } from "./model/changes";
import { mayConnect, targetAt } from "./model/gestures";
import { facing, quickRoute, quickRouteTo } from "./model/routes";
import { followPull } from "./pull";

interface OnItsWay {
  /** The end that stays. */
  from: NodeId;
  side: Side | null;
  /** Where the pointer is, in map pixels. */
  to: Point;
  target: NodeId | null;
  allowed: boolean;
  /** Taken up again: which connection, and which of its ends is in the hand. */
  again: { connection: ConnectionId; end: "source" | "target" } | null;
}

/** The menu that asks what shall come at the loose end. */
export interface Append {
  /** Map pixels. */
  at: Point;
  /** The window's pixels. */
  client: Point;
  from: NodeId | null;
}

/** CSS pixels that the pointer has to move before a press on a handle is a drag. */
const threshold = 4;

export class Connecting {
  now = $state.raw<OnItsWay | null>(null);
  append = $state.raw<Append | null>(null);

  constructor(private readonly map: MapEditing) {}

  /** From the press on a handle until it is let go. */
  begin(event: PointerEvent, from: NodeId, side: Side | null, again: OnItsWay["again"] = null): void {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    const start = { x: event.clientX, y: event.clientY };
    let client = start;
    let frame = 0;
    const { map } = this;

    const track = () => {
      if (this.now) this.now = this.#at(map.view.toMap(client), from, side, again);
    };
    const pan = () => {
      const by = map.view.panTowards(client, start);
      if (by.x !== 0 || by.y !== 0) track();
      frame = requestAnimationFrame(pan);
    };
    const move = (moved: PointerEvent) => {
      client = { x: moved.clientX, y: moved.clientY };
      if (!this.now) {
        if (Math.hypot(client.x - start.x, client.y - start.y) < threshold) return;
        this.now = this.#at(map.view.toMap(client), from, side, again);
        frame = requestAnimationFrame(pan);
      }
      track();
    };
    followPull({
      move,
      drop: () => {
        const { now } = this;
        this.now = null;
        if (now) void this.#drop(now, client);
      },
      cancel: () => (this.now = null),
      end: () => cancelAnimationFrame(frame),
    });
  }

  /** The line to draw while it is on its way. */
  get route(): Point[] {
    const { now } = this;
    const from = now && this.map.rect(now.from);
    if (!now || !from) return [];
    const to = now.target && now.allowed ? this.map.rect(now.target) : null;
    const spot = { x: now.to.x, y: now.to.y, width: 0, height: 0 };
    const line = to
      ? quickRoute(from, to, now.side ?? undefined)
      : quickRouteTo(from, now.side ?? facing(from, spot), now.to);
    return now.again?.end === "source" ? line.reverse() : line;
  }

  /** The line to the place where the menu asks. */
  get waiting(): Point[] {
    const { append } = this;
    const from = append?.from ? this.map.rect(append.from) : null;
    if (!append || !from) return [];
    return quickRouteTo(from, facing(from, { ...append.at, width: 0, height: 0 }), append.at);
  }

  #at(to: Point, from: NodeId, side: Side | null, again: OnItsWay["again"]): OnItsWay {
    const target = targetAt(this.map.boxes, to);
    return { from, side, to, target, allowed: target !== null && this.#allowed(from, target, again), again };
  }

  #allowed(from: NodeId, target: NodeId, again: OnItsWay["again"]): boolean {
    const others = [...this.map.open.connections.values()].filter((one) => one.id !== again?.connection);
    const note = [from, target].some((id) => this.map.open.nodes.get(id)?.kind === "note");
    if (note) return false;
    return again?.end === "source" ? mayConnect(target, from, others) : mayConnect(from, target, others);
  }

  async #drop(now: OnItsWay, client: Point): Promise<void> {
    const { map } = this;
    const { again, from, target } = now;
    if (target !== null && !now.allowed) return;
    if (again) {
      if (target === null) return;
      const change = { field: again.end, value: target };
      await map.send({ edit: "update_connection", id: again.connection, change });
    } else if (target !== null) {
      await this.connect(from, target);
    } else {
      this.append = { at: now.to, client, from };
    }
  }

  async connect(source: NodeId, target: NodeId): Promise<void> {
    const { map } = this;
    const connection = newConnection(newId(), map.process, source, target);
    const ahead = { put: [{ table: "connection" as const, record: connection }] };
    if (!(await map.send({ edit: "connect", connection }, { ahead }))) return;
    map.choose({ connections: [connection.id] });
    // A fork needs its branches named, so ask at once.
    if (map.open.nodes.get(source)?.kind === "decision") map.label.begin("connection", connection.id);
  }
}
