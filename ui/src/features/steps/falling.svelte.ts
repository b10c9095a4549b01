/** Files that are dragged over the page and dropped on it. In the window the shell tells of them; a browser has
 *  events of its own. */
import type { Dropped, PictureSource } from "../../api";
import type { StepsEditing } from "./editing.svelte";
import type { Landing } from "./pictures.svelte";
import { landingAt, scrollAtEdge } from "./places";

/** Who takes what falls. */
interface Takers {
  take: (dropped: Dropped, landing: Landing) => void;
  upload: (files: readonly File[], landing: Landing) => void;
  /** With Shift on a picture: it is to take its place. */
  replace: (figure: string, picture: PictureSource | File) => void;
}

interface Place {
  x: number;
  y: number;
}

export class Falling {
  /** Files hang over the page: on a step, or at a line between two. */
  over = $state.raw<{ step: string | null; line: number | null } | null>(null);
  /** The picture that what hangs would take the place of. */
  #replaced: string | null = null;
  #edge = 0;

  constructor(
    private readonly editing: StepsEditing,
    private readonly list: () => HTMLElement | undefined,
    private readonly scroller: () => HTMLElement | undefined,
    private readonly takers: Takers,
  ) {}

  /** The page goes along with what hangs at its edge. */
  hang(at: (Place & { shift: boolean }) | null): void {
    cancelAnimationFrame(this.#edge);
    const inside = at !== null && this.editing.editable && this.#inPage(at);
    const replaced = inside && at.shift ? figureAt(at) : null;
    this.over = !inside ? null : replaced ? { step: null, line: null } : this.#overAt(at.y);
    const list = this.list();
    if (replaced !== this.#replaced) {
      list?.querySelector(".replaced")?.classList.remove("replaced");
      if (replaced) list?.querySelector(`[data-figure="${replaced}"]`)?.classList.add("replaced");
      this.#replaced = replaced;
    }
    const scroller = this.scroller();
    if (this.over && at && scroller && scrollAtEdge(scroller, at.y))
      this.#edge = requestAnimationFrame(() => this.hang(at));
  }

  /** In the window. */
  fall(dropped: Dropped): void {
    this.hang(null);
    if (!this.#inPage(dropped) || !this.editing.editable) return;
    const figure = dropped.shift ? figureAt(dropped) : null;
    if (figure) this.takers.replace(figure, { from: "dropped", token: dropped.token });
    else this.takers.take(dropped, this.#landing(dropped.y));
  }

  dragover(event: DragEvent): void {
    if (!this.editing.editable || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    this.hang({ x: event.clientX, y: event.clientY, shift: event.shiftKey });
  }

  drop(event: DragEvent): void {
    this.hang(null);
    const files = [...(event.dataTransfer?.files ?? [])];
    if (!files.length || !this.editing.editable) return;
    event.preventDefault();
    const figure = event.shiftKey ? figureAt({ x: event.clientX, y: event.clientY }) : null;
    if (figure) this.takers.replace(figure, files[0]!);
    else this.takers.upload(files, this.#landing(event.clientY));
  }

  #inPage({ x, y }: Place): boolean {
    const rect = this.scroller()?.getBoundingClientRect();
    return rect !== undefined && x >= rect.left && x <= rect.right && y >= rect.top && y <= rect.bottom;
  }

  #landing(y: number): Landing {
    const list = this.list();
    return list ? landingAt(list, y).landing : { behind: this.editing.steps.at(-1)?.id ?? null };
  }

  #overAt(y: number) {
    const list = this.list();
    if (!list) return { step: null, line: null };
    const { landing, line } = landingAt(list, y);
    return { step: "on" in landing ? landing.on : null, line };
  }
}

/** The picture at a place of the window. */
const figureAt = ({ x, y }: Place): string | null =>
  document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-figure]")?.dataset.figure ?? null;
