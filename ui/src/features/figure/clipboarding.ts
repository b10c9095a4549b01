/** Copy, cut and paste of marks, within a picture and from one to another. */
import { putForms, useClipboard } from "../../ui/clipboard";
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
    return useClipboard({
      here: this.here,
      copy: (data, cut) => this.#copy(data, cut),
      paste: (data) => this.#paste(data),
    }).end;
  }

  #copy(data: DataTransfer, cut: boolean): boolean {
    const { chosen } = this.annotating;
    if (chosen.length === 0) return false;
    putForms(data, marksType, writeClip(chosen));
    // What was cut comes back to the place that it had.
    repeated = { what: idsOf(chosen), on: cut ? "" : this.annotating.id, times: 0 };
    if (cut) void this.annotating.remove("cut_shapes");
    return true;
  }

  #paste(data: DataTransfer): boolean {
    const shapes = readClip(data.getData(marksType), data.getData("text/html"));
    if (!shapes) return false;
    const [what, on] = [idsOf(shapes), this.annotating.id];
    const again = repeated.what === what && repeated.on === on;
    repeated = { what, on, times: again ? repeated.times + 1 : 0 };
    void paste(this.annotating, shapes, repeated.times);
    return true;
  }
}

const idsOf = (shapes: readonly { id: string }[]) => shapes.map(({ id }) => id).join();
