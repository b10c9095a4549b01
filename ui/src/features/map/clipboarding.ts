/** Copy, cut and paste of nodes, within a map and from one to another; text that is pasted becomes steps. */
import { putForms, useClipboard, type ClipboardAnswers } from "../../ui/clipboard";
import { chosenClip, pasteClip, removeChosen } from "./acting";
import type { MapEditing } from "./editing.svelte";
import { mapType, readClip, writeClip, type Clip } from "./model/clipboard";
import { outline } from "./model/outline";
import { writeOutline } from "./model/outlinetext";
import { addLines, tellIn, wordsOf } from "./outlined";

/** How often the same thing was pasted at the same place, so that copies do not hide each other. */
let repeated = { what: "", at: "", times: 0 };

export class Clipboarding {
  #answers: ClipboardAnswers | null = null;

  constructor(
    private readonly map: MapEditing,
    /** Whether keys are meant for the map. */
    private readonly here: () => boolean,
    private readonly readonly: () => boolean,
  ) {}

  /** Answers the page's events until the function that it gives is called. */
  listen(): () => void {
    this.#answers = useClipboard({
      here: this.here,
      copy: (data, cut) => this.#copy(data, cut),
      paste: (data) => this.#paste(data),
    });
    return this.#answers.end;
  }

  /** For menus and the palette, where no key was pressed. */
  copy(cut: boolean): void {
    if (!this.#answers?.call(cut ? "cut" : "copy")) {
      void navigator.clipboard?.writeText(this.#forms().text).catch(() => undefined);
      if (cut) void removeChosen(this.map);
    }
  }
  paste(): void {
    if (this.#answers?.call("paste")) return;
    // A browser gives a page only the text, and asks.
    void navigator.clipboard
      ?.readText()
      .then((text) => this.#pasteText(text))
      .catch(() => undefined);
  }

  #copy(data: DataTransfer, cut: boolean): boolean {
    if (this.map.chosenNodes.length === 0) return false;
    putForms(data, mapType, this.#forms());
    if (cut && !this.readonly()) void removeChosen(this.map);
    return true;
  }

  #paste(data: DataTransfer): boolean {
    if (this.readonly()) return false;
    const clip = readClip(data.getData(mapType), data.getData("text/html"));
    const text = data.getData("text/plain");
    if (!clip && text.trim() === "") return false;
    if (clip) this.#pasteNodes(clip);
    else this.#pasteText(text);
    return true;
  }

  #pasteNodes(clip: Clip): void {
    const at = this.#place();
    const key = `${at.x} ${at.y}`;
    const what = clip.nodes.map(({ id }) => id).join();
    const again = repeated.what === what && repeated.at === key;
    repeated = { what, at: key, times: again ? repeated.times + 1 : 0 };
    void pasteClip(this.map, clip, at, repeated.times);
  }

  #pasteText(text: string): void {
    const { chosenNodes } = this.map;
    void addLines(this.map, text, chosenNodes.length === 1 ? chosenNodes[0]! : null);
  }

  /** Under the pointer, else in the middle of what is seen. */
  #place() {
    const { pointer, view } = this.map;
    return pointer ? view.toMap(pointer) : view.centre;
  }

  #forms() {
    const clip = chosenClip(this.map);
    const { rows } = outline(clip.nodes, clip.connections);
    return writeClip(clip, writeOutline(rows, tellIn(this.map), wordsOf(this.map)));
  }
}
