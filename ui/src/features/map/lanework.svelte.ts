/** Lanes under the pointer: moved by their heads, made broader by their edges, named in place. */
import type { LaneId, LaneView, Point } from "../../api";
import type { MapEditing } from "./editing.svelte";
import { laneBreadth } from "./model/changes";
import { onGrid } from "./model/guides";

/** CSS pixels before a press is a drag. */
const threshold = 4;

export class LaneWork {
  resized = $state.raw<{ id: LaneId; by: number } | null>(null);
  /** `to` counts the lanes that come before it where it would be dropped. */
  moved = $state.raw<{ id: LaneId; by: number; to: number } | null>(null);
  /** The lane whose role is being chosen. */
  naming = $state<LaneId | null>(null);
  /** The lane that is to be deleted, once it is said where its nodes go. */
  removing = $state<LaneId | null>(null);

  constructor(private readonly map: MapEditing) {}

  get across(): boolean {
    return this.map.open.document.lane_direction === "horizontal";
  }

  /** How far a lane is pushed by one before it that is being resized. */
  pushed(at: number): number {
    const { resized, map } = this;
    if (!resized) return 0;
    return map.lanes.findIndex((lane) => lane.id === resized.id) < at ? resized.by : 0;
  }

  resize(event: PointerEvent, lane: LaneView): void {
    const breadth = this.across ? lane.rect.height : lane.rect.width;
    this.#drag(event, {
      move: (by) => {
        const next = Math.max(laneBreadth.least, onGrid(breadth + by));
        this.resized = { id: lane.id, by: next - breadth };
      },
      done: async () => {
        const by = this.resized?.by ?? 0;
        if (by !== 0) {
          const change = { field: "breadth" as const, value: breadth + by };
          await this.map.send({ edit: "update_lane", id: lane.id, change });
        }
        this.resized = null;
      },
      cancel: () => (this.resized = null),
    });
  }

  /** A press without a move chooses the lane; one on the chosen lane asks for its role. */
  take(event: PointerEvent, lane: LaneView): void {
    const chosen = this.map.lane === lane.id;
    this.map.choose({ lane: lane.id });
    this.#drag(event, {
      move: (by) => (this.moved = { id: lane.id, by, to: this.#place(lane, by) }),
      done: async () => {
        const { moved } = this;
        this.moved = null;
        if (!moved) {
          if (chosen) this.naming = lane.id;
          return;
        }
        const ids = this.map.lanes.map((one) => one.id);
        if (moved.to === ids.indexOf(lane.id)) return;
        const others = ids.filter((id) => id !== lane.id);
        this.map.settle();
        await this.map.send({ edit: "move_lane", id: lane.id, after: others[moved.to - 1] ?? null });
      },
      cancel: () => (this.moved = null),
    });
  }

  /** Among the others, by where its middle is. */
  #place(lane: LaneView, by: number): number {
    const middle = ({ rect }: LaneView) => (this.across ? rect.y + rect.height / 2 : rect.x + rect.width / 2);
    const others = this.map.lanes.filter((one) => one.id !== lane.id);
    return others.filter((one) => middle(one) < middle(lane) + by).length;
  }

  #drag(
    event: PointerEvent,
    gesture: { move: (by: number) => void; done: () => void | Promise<void>; cancel: () => void },
  ): void {
    if (event.button !== 0) return;
    event.stopPropagation();
    const start: Point = { x: event.clientX, y: event.clientY };
    let begun = false;
    const move = (moved: PointerEvent) => {
      const off = this.across ? moved.clientY - start.y : moved.clientX - start.x;
      if (!begun && Math.abs(off) < threshold) return;
      begun = true;
      gesture.move(off / this.map.view.viewport.zoom);
    };
    const end = () => {
      window.removeEventListener("pointermove", move, true);
      window.removeEventListener("pointerup", up, true);
      window.removeEventListener("pointercancel", cancel, true);
      window.removeEventListener("keydown", key, true);
    };
    const up = () => {
      end();
      void gesture.done();
    };
    const cancel = () => {
      end();
      gesture.cancel();
    };
    const key = (pressed: KeyboardEvent) => {
      if (pressed.key !== "Escape") return;
      pressed.stopPropagation();
      cancel();
    };
    window.addEventListener("pointermove", move, true);
    window.addEventListener("pointerup", up, true);
    window.addEventListener("pointercancel", cancel, true);
    window.addEventListener("keydown", key, true);
  }
}
