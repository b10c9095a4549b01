/** A label that is being typed, on the canvas or in the outline. Nothing typed is lost: leaving keeps it. */
import type { ConnectionId, Edit, NodeId, NodeMove } from "../../api";
import { Draft } from "../../state/draft";
import { newId } from "../../state/ids";
import { library } from "../../state/library.svelte";
import type { MapEditing } from "./editing.svelte";

export interface Labelled {
  what: "node" | "connection";
  id: NodeId | ConnectionId;
  where: "canvas" | "outline";
  /** It was made a moment ago, together with this label. */
  fresh: boolean;
  /** Where the nodes were that have made room for it. */
  room: readonly NodeMove[];
}

export class Labelling {
  now = $state.raw<Labelled | null>(null);
  text = $state("");
  #draft: Draft | null = null;

  constructor(private readonly map: MapEditing) {}

  edits(id: string, where: Labelled["where"] = "canvas"): boolean {
    return this.now?.id === id && this.now.where === where;
  }

  begin(
    what: Labelled["what"],
    id: string,
    { where = "canvas", fresh = false, room = [] }: Partial<Omit<Labelled, "what" | "id">> = {},
  ): void {
    this.end();
    const record = what === "node" ? this.map.open.nodes.get(id) : this.map.open.connections.get(id);
    if (!record || library.readOnly) return;
    this.text = record.label;
    this.now = { what, id, where, fresh, room };
    const focus = newId();
    this.#draft = new Draft({
      commit: (text) => library.type(this.#edit(what, id, text), focus),
      // The mirror has said why; the text stays in the field and is tried again with the next key.
      onerror: () => undefined,
      onpending: library.pending,
    });
  }

  type(text: string): void {
    this.text = text;
    this.#draft?.type(text);
  }

  /** Leaves the field. What was typed is kept; a label that could not be kept comes back into its field. */
  end(): void {
    const { now, text } = this;
    const draft = this.#draft;
    if (!now || !draft) return;
    this.now = null;
    this.#draft = null;
    const trimmed = text.replace(/^\s+|\s+$/g, "");
    if (draft.pending && trimmed !== text) draft.type(trimmed);
    draft.flush().catch(() => {
      if (this.now) return draft.cancel();
      this.now = now;
      this.text = text;
      this.#draft = draft;
    });
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
