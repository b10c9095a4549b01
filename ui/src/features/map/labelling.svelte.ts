/** A label that is being typed, on the canvas or in the outline. Nothing typed is lost: leaving keeps it, and
 *  what it says beside itself is done then. */
import type { ConnectionId, Edit, NodeId, NodeMove } from "../../api";
import { Draft } from "../../state/draft";
import { newId } from "../../state/ids";
import { library } from "../../state/library.svelte";
import type { MapEditing } from "./editing.svelte";
import { divided, type Reading } from "./model/typed";
import { keepReading } from "./reading";

export interface Labelled {
  what: "node" | "connection";
  id: NodeId | ConnectionId;
  /** It was made a moment ago, together with this label. */
  fresh: boolean;
  /** Where the nodes were that have made room for it. */
  room: readonly NodeMove[];
  /** Of a new branch: the new step behind it, which is labelled next. */
  then: NodeId | null;
  /** The label as it was. */
  before: string;
}

/** What was left. */
export interface Left extends Labelled {
  /** What the text has said of a node, of the one behind a new branch too. */
  reading: Reading | null;
}

export class Labelling {
  now = $state.raw<Labelled | null>(null);
  text = $state("");
  /** Where it is typed. */
  field = $state.raw<HTMLElement | null>(null);
  #draft: Draft | null = null;
  #leave: () => void = () => undefined;

  constructor(private readonly map: MapEditing) {}

  edits(id: string): boolean {
    return this.now?.id === id;
  }

  begin(
    what: Labelled["what"],
    id: string,
    more: Partial<Pick<Labelled, "fresh" | "room" | "then">> = {},
  ): void {
    this.end();
    const record = what === "node" ? this.map.open.nodes.get(id) : this.map.open.connections.get(id);
    if (!record || library.readOnly) return;
    const { fresh = false, room = [], then = null } = more;
    this.text = record.label;
    this.field = null;
    this.now = { what, id, fresh, room, then, before: record.label };
    this.map.offering.begin();
    const focus = newId();
    // What is labelled may be just being made.
    const made = library.answered;
    const draft = new Draft({
      commit: async (text) => {
        await made;
        await library.type(this.#edit(what, id, text), focus);
      },
      // The mirror has said why; the text stays in the field and is tried again with the next key.
      onerror: () => undefined,
      onpending: library.pending,
    });
    this.#draft = draft;
    this.#leave = library.holdsText(() => draft.flush());
  }

  type(text: string): void {
    this.text = text;
    this.map.offering.typed();
    this.#draft?.type(text);
  }

  /** Leaves the field. What was typed is kept, `asTyped` to the letter; a label that could not be kept comes
   *  back into its field. */
  end({ asTyped = false } = {}): Left | null {
    const { now, text, map } = this;
    const draft = this.#draft;
    const leave = this.#leave;
    if (!now || !draft) return null;
    const [own, rest] = now.then !== null && !asTyped ? divided(text) : [text, ""];
    const about = now.what === "node" ? now.id : rest ? now.then : null;
    const reading = asTyped || about === null ? null : map.offering.read();
    this.now = null;
    this.#draft = null;
    const trimmed = own.trim();
    if ((draft.pending || rest) && trimmed !== text) draft.type(trimmed);
    draft.flush().then(leave, () => {
      if (this.now) {
        leave();
        return draft.cancel();
      }
      this.now = now;
      this.text = text;
      this.#draft = draft;
      this.#leave = leave;
    });
    if (about !== null && reading) void keepReading(map, about, reading, rest ? "" : trimmed, now.room);
    return { ...now, reading };
  }

  /** Whether what was just made was left without a word. */
  get untouched(): boolean {
    return this.now !== null && this.now.fresh && this.text.trim() === "";
  }

  #edit(what: Labelled["what"], id: string, text: string): Edit {
    return what === "node"
      ? { edit: "update_nodes", ids: [id], change: { field: "label", value: text } }
      : { edit: "update_connection", id, change: { field: "label", value: text } };
  }
}
