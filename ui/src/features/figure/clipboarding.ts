/** Copy, cut and paste of marks by the browser's own events: they carry several forms at once and ask nobody
 *  for permission. Events in text fields are none of ours. */
import { isTextField } from "../../ui/keys";
import { paste } from "./acting";
import type { Annotating } from "./annotating.svelte";
import { marksType, readClip, writeClip } from "./clip";

/** How often the same marks were put on the same picture, so that copies do not hide each other. */
let repeated = { what: "", on: "", times: 0 };

export class Clipboarding {
  constructor(
    private readonly annotating: Annotating,
    /** Whether keys are meant for the picture. */
    private readonly here: () => boolean,
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

  #mine(event: Event): boolean {
    return this.here() && !isTextField(event.target) && !event.defaultPrevented;
  }

  #claim(event: Event): void {
    if (this.#mine(event)) event.preventDefault();
  }

  #copy(event: ClipboardEvent, cut: boolean): void {
    const { chosen } = this.annotating;
    if (!this.#mine(event) || chosen.length === 0 || !event.clipboardData) return;
    event.preventDefault();
    const { json, text, html } = writeClip(chosen);
    event.clipboardData.setData(marksType, json);
    event.clipboardData.setData("text/plain", text);
    event.clipboardData.setData("text/html", html);
    // What was cut comes back to the place that it had.
    repeated = { what: idsOf(chosen), on: cut ? "" : this.annotating.id, times: 0 };
    if (cut) void this.annotating.remove("cut_shapes");
  }

  #paste(event: ClipboardEvent): void {
    if (!this.#mine(event) || !event.clipboardData) return;
    const { clipboardData: data } = event;
    const shapes = readClip(data.getData(marksType), data.getData("text/html"));
    if (!shapes) return;
    event.preventDefault();
    const [what, on] = [idsOf(shapes), this.annotating.id];
    const again = repeated.what === what && repeated.on === on;
    repeated = { what, on, times: again ? repeated.times + 1 : 0 };
    void paste(this.annotating, shapes, repeated.times);
  }
}

const idsOf = (shapes: readonly { id: string }[]) => shapes.map(({ id }) => id).join();
