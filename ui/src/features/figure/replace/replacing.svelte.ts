/** A picture that may take the place of another: what of the annotations is to be checked before it does. */
import {
  api,
  failure,
  type Asset,
  type Check,
  type Figure,
  type PictureSource,
  type Plan,
  type Shape,
} from "../../../api";
import { m } from "../../../i18n";
import { newId } from "../../../state/ids";
import { library, type OpenDocument } from "../../../state/library.svelte";
import { session } from "../../../state/session.svelte";
import { tellEdit, toasts } from "../../../state/toasts";
import { moved } from "../geometry";
import { isBurned } from "../marks";

/** Changes of what is burned that follow each other within this time are drawn once; milliseconds. */
const pause = 180;

export class Comparison {
  shapes = $state.raw<readonly Shape[]>([]);
  /** Names the burned picture with the shapes as they are. */
  version = $state(0);
  /** Shapes that the person has found right. */
  right = $state.raw<ReadonlySet<string>>(new Set());
  /** The shape that is looked at. */
  current = $state<string | null>(null);

  readonly #checks: ReadonlyMap<string, Check>;
  #drawing: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly figure: Figure,
    readonly asset: Asset,
    readonly plan: Plan,
    version: number,
  ) {
    this.#checks = new Map(plan.shapes.flatMap(({ shape, check }) => (check ? [[shape.id, check]] : [])));
    this.shapes = plan.shapes.map((carried) => carried.shape);
    this.version = version;
    this.current = this.toCheck[0]?.id ?? null;
  }

  checkOf(id: string): Check | undefined {
    return this.#checks.get(id);
  }

  /** In the order in which they lie, what hides something first. */
  get toCheck(): Shape[] {
    const doubtful = this.shapes.filter((shape) => this.#checks.has(shape.id));
    return [...doubtful.filter(hides), ...doubtful.filter((shape) => !hides(shape))];
  }

  readonly left: Shape[] = $derived(this.toCheck.filter((shape) => !this.right.has(shape.id)));
  /** What hides something is never taken over unseen. */
  readonly blocked = $derived(this.left.some(hides));

  /** Right, or not after all; goes on to the next that is not. */
  confirm(id: string): void {
    const right = new Set(this.right);
    if (!right.delete(id)) right.add(id);
    this.right = right;
    if (right.has(id)) this.current = this.left[0]?.id ?? id;
  }

  /** Fractions of the picture. */
  nudge(id: string, x: number, y: number): void {
    this.#change(id, (shape) => ({ ...shape, form: moved(shape.form, { x, y }) }));
  }

  /** What hides something hides more around it, or less. */
  widen(id: string, by: number): void {
    this.#change(id, (shape) => {
      if (shape.form.kind !== "redaction" && shape.form.kind !== "blur") return shape;
      const { x, y, width, height } = shape.form.rect;
      const grown = {
        x: x - by,
        y: y - by,
        width: Math.max(0.004, width + 2 * by),
        height: Math.max(0.004, height + 2 * by),
      };
      return { ...shape, form: { ...shape.form, rect: grown } };
    });
  }

  #change(id: string, change: (shape: Shape) => Shape): void {
    const shape = this.shapes.find((each) => each.id === id);
    if (!shape) return;
    this.shapes = this.shapes.map((each) => (each.id === id ? change(each) : each));
    if (!isBurned(shape.form)) return;
    clearTimeout(this.#drawing);
    this.#drawing = setTimeout(() => void this.#draw(), pause);
  }

  async #draw(): Promise<void> {
    try {
      const job = { job: "show_compared" as const, crop: this.plan.crop, shapes: [...this.shapes] };
      this.version = (await api.job(job)).version;
    } catch (error) {
      toasts.show(failure(error).message, { tone: "bad" });
    }
  }
}

const hides = ({ form }: Shape) => form.kind === "redaction" || form.kind === "blur";

export class Replacing {
  comparison = $state.raw<Comparison | null>(null);
  /** The new picture is being looked for, or compared. */
  busy = $state(false);

  #stop: AbortController | null = null;

  async begin(figure: Figure, bringing: PictureSource | File): Promise<void> {
    this.#stop?.abort();
    const stop = (this.#stop = new AbortController());
    this.busy = true;
    try {
      await library.flush();
      const source: PictureSource =
        bringing instanceof File
          ? { from: "uploaded", tokens: [await api.upload(bringing, bringing.name)] }
          : bringing;
      const job = { job: "compare_picture" as const, figure: figure.id, source };
      const { asset, plan, version } = await api.job(job, { signal: stop.signal });
      if (asset.hash === figure.asset) toasts.show(m.figure_replace_same());
      else this.comparison = new Comparison(figure, asset, plan, version);
    } catch (error) {
      const { code, message } = failure(error);
      if (code !== "cancelled") toasts.show(message, { tone: "bad" });
    } finally {
      if (this.#stop === stop) this.busy = false;
    }
  }

  async accept(open: OpenDocument): Promise<void> {
    const { comparison } = this;
    if (!comparison || comparison.blocked) return;
    this.comparison = null;
    const { figure, asset, plan, shapes, left } = comparison;
    const edit = { edit: "replace_picture" as const, figure: figure.id, asset: asset.hash };
    const done = await library.edit({ ...edit, crop: plan.crop, shapes: [...shapes] }, newId());
    if (!done) return;
    // What was not checked is chosen, to be looked at on the picture itself.
    const unchecked = left.map((shape) => shape.id).filter((id) => open.figuresById.get(figure.id) && id);
    if (unchecked.length) session.select("shape", unchecked);
    else session.select("figure", [figure.id]);
    tellEdit(m.figure_replaced());
  }

  cancel(): void {
    this.#stop?.abort();
    this.comparison = null;
  }
}

export const replacing = new Replacing();
