/** Copy, cut and paste by the browser's own events: they carry several forms at once and ask nobody for
 *  permission. Events in text fields are none of ours. */
import { isTextField } from "../../ui/keys";
import { chosenClip, pasteClip, removeChosen } from "./acting";
import type { MapEditing } from "./editing.svelte";
import { mapType, readClip, writeClip } from "./model/clipboard";
import { outline } from "./model/outline";
import { writeOutline } from "./model/outlinetext";
import { addLines, tellIn, wordsOf } from "./outlined";

/** How often the same thing was pasted at the same place, so that copies do not hide each other. */
let repeated = { what: "", at: "", times: 0 };

export class Clipboarding {
  constructor(
    private readonly map: MapEditing,
    /** Whether keys are meant for the map. */
    private readonly here: () => boolean,
    private readonly readonly: () => boolean,
  ) {}

  /** Answers the page's events until the function that it gives is called. */
  listen(): () => void {
    const events: [string, (event: ClipboardEvent) => void][] = [
      ["copy", (event) => this.#copy(event, false)],
      ["cut", (event) => this.#copy(event, true)],
      ["paste", (event) => this.#paste(event)],
      // WebKit offers copy and paste outside of text only to those who claim them beforehand.
      ["beforecopy", (event) => this.#claim(event)],
      ["beforecut", (event) => this.#claim(event)],
      ["beforepaste", (event) => this.#claim(event)],
    ];
    for (const [name, hear] of events) document.addEventListener(name, hear as EventListener);
    return () => {
      for (const [name, hear] of events) document.removeEventListener(name, hear as EventListener);
    };
  }

  /** For menus and the palette, where no key was pressed. */
  copy(cut: boolean): void {
    if (!document.execCommand(cut ? "cut" : "copy")) {
      void navigator.clipboard?.writeText(this.#forms().text).catch(() => undefined);
      if (cut) void removeChosen(this.map);
    }
  }
  paste(): void {
    void navigator.clipboard
      ?.readText()
      .then((text) => this.#pasteText(text))
      .catch(() => undefined);
  }

  #mine(event: Event): boolean {
    return this.here() && !isTextField(event.target) && !event.defaultPrevented;
  }

  #claim(event: Event): void {
    if (this.#mine(event)) event.preventDefault();
  }

  #copy(event: ClipboardEvent, cut: boolean): void {
    if (!this.#mine(event) || this.map.chosenNodes.length === 0 || !event.clipboardData) return;
    event.preventDefault();
    const { json, text, html } = this.#forms();
    event.clipboardData.setData(mapType, json);
    event.clipboardData.setData("text/plain", text);
    event.clipboardData.setData("text/html", html);
    if (cut && !this.readonly()) void removeChosen(this.map);
  }

  #paste(event: ClipboardEvent): void {
    if (!this.#mine(event) || this.readonly() || !event.clipboardData) return;
    const { clipboardData: data } = event;
    const clip = readClip(data.getData(mapType), data.getData("text/html"));
    const text = data.getData("text/plain");
    if (!clip && text.trim() === "") return;
    event.preventDefault();
    if (!clip) return this.#pasteText(text);
    const at = this.#place();
    const key = `${at.x} ${at.y}`;
    const what = clip.nodes.map(({ id }) => id).join();
    repeated =
      repeated.what === what && repeated.at === key
        ? { ...repeated, times: repeated.times + 1 }
        : { what, at: key, times: 0 };
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
