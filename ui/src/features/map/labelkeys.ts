/** Keys inside a label that is being typed on the canvas. */
import { tick } from "svelte";
import { matchesChord } from "../../ui/keys";
import { addNext, takeBack } from "./acting";
import { addBranch, addOutcome, forkOf, joinBranches, joinHere, otherEnds } from "./branching";
import type { MapEditing } from "./editing.svelte";

type Going = "keep" | "leave" | "next" | "branch" | "join" | "outcome";

/** In the order in which they are told while one types. */
export const typingKeys: readonly (readonly [Going, string])[] = [
  ["next", "Tab"],
  ["branch", "Shift+Tab"],
  ["join", "Mod+J"],
  ["outcome", "Mod+Enter"],
  ["keep", "Enter"],
  ["leave", "Escape"],
];

/** Whether a key makes sense for the label that is being typed. */
export function canGo(map: MapEditing, going: Going): boolean {
  const { now } = map.label;
  const node = now?.what === "node" ? now.id : (now?.then ?? null);
  if (going === "keep" || going === "leave") return now !== null;
  if (node === null || map.open.nodes.get(node)?.kind === "note") return false;
  if (going === "branch") return forkOf(map, node) !== null;
  return going === "join" ? otherEnds(map, node).length > 0 : true;
}

/** Enter keeps, Shift+Enter breaks the line, Esc leaves it as it was typed; the others keep it and go on. */
export function labelKey(map: MapEditing, event: KeyboardEvent, id: string): void {
  // While an input method composes, Enter and Tab are its own.
  if (event.isComposing) return;
  event.stopPropagation();
  if (map.offering.key(event)) return event.preventDefault();
  const going = typingKeys.find(([, chord]) => matchesChord(event, chord))?.[0];
  if (!going || !map.label.now) return;
  // Shift+Tab where nothing forks, for one, is what it is everywhere.
  if (!canGo(map, going)) {
    if (going === "join" || going === "outcome") event.preventDefault();
    return;
  }
  event.preventDefault();
  if (going === "leave") leave(map, id);
  else goOn(map, id, going);
}

function leave(map: MapEditing, id: string): void {
  const { now, untouched } = map.label;
  const made = now?.what === "node" ? id : (now?.then ?? null);
  map.label.end({ asTyped: true });
  if (untouched && now && made !== null) takeBack(map, made, now.room);
  else map.refocus(made ?? map.chosenNodes[0] ?? id);
}

function goOn(map: MapEditing, id: string, going: Exclude<Going, "leave">): void {
  const { now, untouched } = map.label;
  const node = now!.what === "node" ? id : now!.then;
  const fork = node === null ? null : forkOf(map, node);
  const left = map.label.end()!;
  if (node === null) return map.refocus(map.chosenNodes[0] ?? id);
  if (left.reading?.to) {
    // The flow goes on there: nothing follows here.
    if (going === "branch" && fork !== null) void addNext(map, fork);
    return;
  }
  /** A branch whose step has not been asked for yet, or a step that was begun and has no word. */
  const bare = left.what === "connection" ? left.reading === null : untouched;
  if (going === "branch") void addBranch(map, node);
  else if (bare && going === "outcome") void anew(() => addOutcome(map, node, true));
  else if (bare && going === "join") void anew(() => joinHere(map, node));
  else if (bare && left.what === "connection") {
    void anew(() => map.label.begin("node", node, { fresh: true, room: left.room }));
  } else if (going === "keep") map.refocus(node);
  else if (going === "next") void addNext(map, node);
  else if (going === "join") void joinBranches(map, node);
  else void addOutcome(map, node, false);
}

/** The field may be drawn anew, in another shape: the old one goes first. */
async function anew(begin: () => void | Promise<void>): Promise<void> {
  await tick();
  await begin();
}
