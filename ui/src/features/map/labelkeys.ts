/** Keys inside a label that is being typed. */
import { addNext, takeBack } from "./acting";
import type { MapEditing } from "./editing.svelte";

/** Enter keeps, Shift+Enter breaks the line, Esc leaves, Tab keeps and goes on to the next step. */
export function labelKey(map: MapEditing, event: KeyboardEvent, id: string): void {
  // While an input method composes, Enter and Tab are its own.
  if (event.isComposing) return;
  const { label } = map;
  const now = label.now;
  event.stopPropagation();
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    label.end();
    map.refocus(id);
  } else if (event.key === "Escape") {
    event.preventDefault();
    const untouched = label.untouched;
    label.end();
    if (untouched && now?.what === "node") takeBack(map, id, now.room);
    else map.refocus(id);
  } else if (event.key === "Tab" && !event.shiftKey && now?.what === "node") {
    event.preventDefault();
    const { where } = now;
    label.end();
    void addNext(map, id, where);
  }
}
