/** What happens on one picture while it is annotated: the tool, what is chosen, what is being drawn, moved,
 *  cropped or typed. Each gesture ends in one edit. Knows no element; the editor tells it where things are. */
import type { Asset, Edit, Figure, Point, Rect, Shape, ShapeForm } from "../../api";
import { newId } from "../../state/ids";
import { library, type LibraryMirror, type OpenDocument } from "../../state/library.svelte";
import { boxOf } from "./arranging";
import { brush, type Brush } from "./brush.svelte";
import { isWithin, pulledCrop, whole, type CropPull } from "./cropping";
import {
  frame,
  fractionsOf,
  fromFrame,
  held,
  inside,
  intersect,
  moved,
  spanned,
  tiny,
  tinyMove,
  toFrame,
  type Corner,
} from "./geometry";
import type { Style } from "./marks";
import { kindOf, type FormKind } from "./shapes";
import {
  asSeenBy,
  gripAt,
  gripOf,
  isTurnable,
  regrown,
  settled,
  turnedTo,
  turnHandle,
  type Pose,
} from "./turning";
import { wholeTurn } from "./turned";

export type Tool = "select" | "crop" | FormKind;

/** What is under a press, and which keys are held with it. */
export interface Pressed {
  /** The mark. */
  on: string | null;
  handle: string | null;
  /** Adds to what is chosen. */
  more: boolean;
  /** Pulls a copy away. */
  copy?: boolean;
}

/** Nudges that follow each other within this time are one edit; milliseconds. */
const nudging = 450;

type Gesture =
  | { kind: "draw"; form: FormKind; from: Point }
  | { kind: "move"; from: Point; ids: string[]; far: boolean; copy: boolean }
  | { kind: "pull"; shape: Shape; handle: string; grip: Point }
  | { kind: "turn"; shape: Shape; grip: number }
  | { kind: "band"; from: Point; before: readonly string[] }
  | ({ kind: "frame" } & CropPull);

export class Annotating {
  tool = $state<Tool>("select");
  #selected = $state.raw<readonly string[]>([]);
  /** How marks lie that are being moved, pulled or turned, instead of what is kept. */
  #shown = $state.raw<ReadonlyMap<string, Pose>>(new Map());
  /** A form that is being drawn. */
  drawn = $state.raw<ShapeForm | null>(null);
  /** Copies that are being pulled away from what they are copies of. */
  #clones = $state.raw<readonly Shape[]>([]);
  /** What a pull over free ground has framed so far, in document pixels. */
  band = $state.raw<Rect | null>(null);
  /** The crop that is being chosen. */
  cropping = $state.raw<Rect | null>(null);
  /** The text box that is being typed in; a new one is not kept yet. */
  typing = $state.raw<{ shape: Shape; isNew: boolean } | null>(null);

  /** Told at once, before a shape that was chosen goes away. */
  onselect: ((ids: readonly string[]) => void) | null = null;

  #gesture: Gesture | null = null;
  #nudge: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly open: OpenDocument,
    readonly id: string,
    readonly mirror: LibraryMirror = library,
    readonly hand: Brush = brush,
  ) {}

  /** What is drawn next looks so. */
  get style(): Style {
    return this.hand.style;
  }
  set style(style: Style) {
    this.hand.style = style;
  }

  /** Ids of the chosen shapes. */
  get selected(): readonly string[] {
    return this.#selected;
  }
  set selected(ids: readonly string[]) {
    if (ids.join() === this.#selected.join()) return;
    this.#selected = ids;
    this.onselect?.(ids);
  }

  get figure(): Figure | undefined {
    return this.open.figuresById.get(this.id);
  }

  get asset(): Asset | undefined {
    return this.figure && this.open.assets.get(this.figure.asset);
  }

  /** How the picture lies now: the whole of it while a crop is chosen. */
  readonly frame = $derived.by(() => {
    const asset = this.asset ?? { width: 1, height: 1 };
    return frame(asset, this.cropping ? null : (this.figure?.crop ?? null));
  });

  /** From back to front, as they look now. */
  readonly shapes: Shape[] = $derived.by(() =>
    [...(this.figure?.shapes ?? []), ...this.#clones]
      .filter((shape) => shape.id !== this.typing?.shape.id)
      .map((shape) => ({ ...shape, ...this.#shown.get(shape.id) })),
  );

  readonly chosen: Shape[] = $derived(this.shapes.filter((shape) => this.selected.includes(shape.id)));

  choose(tool: Tool): void {
    void this.settle();
    if (tool === "crop") {
      this.selected = [];
      this.cropping = this.figure?.crop ?? whole;
    } else if (this.tool === "crop") this.cropping = null;
    if (tool !== "select") this.selected = [];
    this.tool = tool;
  }

  select(ids: readonly string[]): void {
    void this.settle();
    this.selected = ids.filter((id) => this.figure?.shapes.some((shape) => shape.id === id));
  }

  /** A press on the picture; `on` is the shape under it, `handle` the handle. Document pixels throughout. */
  press(at: Point, { on: under, handle, more, copy = false }: Pressed): void {
    const point = fromFrame(this.frame, at);
    void this.settle();
    const single = this.chosen.length === 1 ? this.chosen[0] : undefined;
    // A handle lies over the mark that it belongs to.
    const on = under ?? (handle && copy && single ? single.id : null);
    const grip = single && handle ? gripAt(single, this.frame, handle, at) : null;
    if (this.tool === "crop") {
      const rect = this.cropping ?? whole;
      const corner = (handle as Corner | null) ?? (isWithin(rect, point) ? "inside" : "new");
      this.#gesture = { kind: "frame", from: point, handle: corner, rect };
    } else if (this.tool !== "select") {
      this.#gesture = { kind: "draw", form: this.tool, from: inside(point) };
    } else if (single && handle === turnHandle) {
      this.#gesture = { kind: "turn", shape: single, grip: gripOf(single, this.frame, at) };
    } else if (single && handle && grip && !copy && (on === null || on === single.id)) {
      this.#gesture = { kind: "pull", shape: single, handle, grip };
    } else if (on) {
      if (more) this.selected = toggled(this.selected, on);
      else if (!this.selected.includes(on)) this.selected = [on];
      this.#gesture = { kind: "move", from: point, ids: [...this.selected], far: false, copy };
    } else {
      if (!more) this.selected = [];
      this.#gesture = { kind: "band", from: at, before: this.selected };
    }
  }

  move(at: Point, { shift }: { shift: boolean }): void {
    const gesture = this.#gesture;
    if (!gesture) return;
    const constrained = (from: Point, form: FormKind, to: Point) =>
      shift ? kindOf({ kind: form }).constrain(toFrame(this.frame, from), to) : to;
    switch (gesture.kind) {
      case "draw": {
        const to = inside(fromFrame(this.frame, constrained(gesture.from, gesture.form, at)));
        this.drawn = kindOf({ kind: gesture.form }).draw(
          gesture.from,
          to,
          !tiny(this.frame, gesture.from, to),
        );
        return;
      }
      case "pull": {
        const { shape, handle, grip } = gesture;
        const kind = kindOf(shape.form);
        const pointer = toFrame(this.frame, inside(fromFrame(this.frame, at)));
        const from = kind.opposite(shape.form as never, handle);
        const near = constrained(from, shape.form.kind, asSeenBy(shape, this.frame, pointer));
        const here = fromFrame(this.frame, near);
        const there = { x: here.x + grip.x, y: here.y + grip.y };
        // A turned mark's corner is looked for upright, where it may lie beside the picture.
        const to = shape.turn === 0 ? inside(there) : there;
        const form = settled(shape, kind.pull(shape.form as never, handle, to), this.frame);
        this.#shown = new Map([[shape.id, { form, turn: shape.turn }]]);
        return;
      }
      case "turn": {
        const { shape, grip } = gesture;
        this.#shown = new Map([[shape.id, turnedTo(shape, this.frame, at, grip, shift)]]);
        return;
      }
      case "move": {
        const here = fromFrame(this.frame, at);
        if (!gesture.far && tinyMove(this.frame, gesture.from, here)) return;
        if (!gesture.far && gesture.copy) this.#pullCopies(gesture);
        gesture.far = true;
        let by = { x: here.x - gesture.from.x, y: here.y - gesture.from.y };
        if (shift) by = Math.abs(by.x) > Math.abs(by.y) ? { ...by, y: 0 } : { ...by, x: 0 };
        this.#shift(gesture.ids, by);
        return;
      }
      case "band": {
        const band = spanned(gesture.from, at);
        this.band = band;
        const met = this.shapes
          .filter((shape) => intersect(boxOf(shape, this.frame), band))
          .map(({ id }) => id);
        this.selected = [...gesture.before, ...met.filter((id) => !gesture.before.includes(id))];
        return;
      }
      case "frame":
        this.cropping = pulledCrop(gesture, inside(fromFrame(this.frame, at)));
    }
  }

  #pullCopies(gesture: Extract<Gesture, { kind: "move" }>): void {
    this.#clones = this.chosen.map((shape) => ({ ...shape, id: newId() }));
    gesture.ids = this.#clones.map(({ id }) => id);
  }

  /** The press has ended: what it did is kept. */
  async release(): Promise<void> {
    const gesture = this.#gesture;
    this.#gesture = null;
    this.band = null;
    if (gesture?.kind === "draw") {
      const kind = kindOf({ kind: gesture.form });
      const form = this.drawn ?? kind.draw(gesture.from, gesture.from, false);
      this.drawn = null;
      if (!form) return;
      const shape: Shape = { id: newId(), ...this.style, turn: 0, form };
      // One mark, then back to choosing: what was drawn can be put right at once.
      this.tool = "select";
      if (kind.written) this.typing = { shape, isNew: true };
      else await this.add([shape]);
    } else if (this.#clones.length) {
      const clones = this.#clones.map((shape) => ({ ...shape, ...this.#shown.get(shape.id) }));
      this.#clones = [];
      this.#shown = new Map();
      await this.add(clones, "duplicate_shapes");
    } else if (gesture && (gesture.kind !== "move" || gesture.far)) {
      await this.#keepShown();
    }
  }

  /** Esc, or the system took the pointer away: what was begun is forgotten. */
  cancel(): void {
    this.#gesture = null;
    this.drawn = null;
    this.band = null;
    this.#clones = [];
    this.#shown = new Map();
  }

  /** Moves the chosen shapes by document pixels. */
  nudge(dx: number, dy: number): void {
    this.#shift(this.selected, fractionsOf(this.frame, { x: dx, y: dy }), true);
    this.#settleSoon();
  }

  /** Turns each of the chosen marks that can be turned by degrees clockwise. */
  turn(by: number): void {
    const turned = this.chosen.filter(isTurnable).map(({ id, form, turn }) => {
      const pose: Pose = { form, turn: wholeTurn(turn + by) };
      return [id, pose] as const;
    });
    this.#shown = new Map([...this.#shown, ...turned]);
    this.#settleSoon();
  }

  #settleSoon(): void {
    clearTimeout(this.#nudge);
    this.#nudge = setTimeout(() => void this.settle(), nudging);
  }

  /** Keeps what nudges have moved or turned. */
  async settle(): Promise<void> {
    clearTimeout(this.#nudge);
    if (!this.#gesture) await this.#keepShown();
  }

  async remove(label?: string): Promise<void> {
    const ids = this.chosen.map((shape) => shape.id);
    if (!ids.length) return;
    this.cancel();
    this.selected = [];
    const left = (this.figure?.shapes ?? []).filter((shape) => !ids.includes(shape.id));
    await this.edit({ edit: "delete_shapes", figure: this.id, ids }, left, label);
  }

  /** Changes how the chosen marks look, and the next ones. */
  async paint(style: Partial<Style>): Promise<void> {
    this.style = { ...this.style, ...style };
    if (this.typing) this.typing = { ...this.typing, shape: { ...this.typing.shape, ...style } };
    const painted = this.chosen.map((shape) => regrown(shape, { ...shape, ...style }, this.frame));
    const changed = painted.filter((shape, at) => JSON.stringify(shape) !== JSON.stringify(this.chosen[at]));
    if (changed.length) await this.update(changed, "style_shapes");
  }

  /** Begins to type in a text box. */
  write(id: string): void {
    const shape = this.#kept(id);
    if (!shape || !kindOf(shape.form).written) return;
    this.selected = [];
    this.typing = { shape, isNew: false };
  }

  /** Ends typing; a text box without text goes away. */
  async written(text: string): Promise<void> {
    const typing = this.typing;
    this.typing = null;
    if (!typing || !("text" in typing.shape.form)) return;
    const form = { ...typing.shape.form, text: text.replace(/\s+$/, "") };
    const before = this.#kept(typing.shape.id) ?? typing.shape;
    const shape = regrown(before, { ...typing.shape, form }, this.frame);
    const empty = !text.trim();
    if (typing.isNew) {
      if (!empty) await this.add([shape]);
    } else if (empty) {
      this.selected = [shape.id];
      await this.remove();
    } else {
      this.selected = [shape.id];
      if (JSON.stringify(shape) !== JSON.stringify(this.#kept(shape.id))) await this.update([shape]);
    }
  }

  #shift(ids: readonly string[], by: Point, further = false): void {
    const here = [...(this.figure?.shapes ?? []), ...this.#clones];
    const kept = here.filter((shape) => ids.includes(shape.id));
    const poses = kept.map(({ id, form, turn }) => ({
      id,
      ...((further && this.#shown.get(id)) || { form, turn }),
    }));
    // All of them stay on the picture, and keep their distance.
    const limit = poses.reduce((step, { form }) => held(form, step), by);
    const shown = poses.map(({ id, form, turn }): [string, Pose] => [id, { form: moved(form, limit), turn }]);
    this.#shown = new Map(shown);
  }

  async #keepShown(): Promise<void> {
    const shown = this.#shown;
    if (!shown.size) return;
    const kept = this.figure?.shapes ?? [];
    const changed = kept.map((shape) => ({ ...shape, ...shown.get(shape.id) }));
    const differs = (shape: Shape, at: number) => JSON.stringify(shape) !== JSON.stringify(kept[at]);
    const turned = changed.some(({ turn }, at) => turn !== kept[at]!.turn);
    const done = this.update(changed.filter(differs), turned ? "turn_shapes" : undefined);
    this.#shown = new Map();
    await done;
  }

  /** `label` names the edit where its own name would say too little. */
  async add(shapes: Shape[], label?: string): Promise<void> {
    const all = [...(this.figure?.shapes ?? []), ...shapes];
    const done = this.edit({ edit: "add_shapes", figure: this.id, shapes }, all, label);
    this.selected = shapes.map((shape) => shape.id);
    await done;
  }

  async update(shapes: Shape[], label?: string): Promise<void> {
    if (!shapes.length) return;
    const byId = new Map(shapes.map((shape) => [shape.id, shape]));
    const now = (this.figure?.shapes ?? []).map((shape) => byId.get(shape.id) ?? shape);
    await this.edit({ edit: "update_shapes", figure: this.id, shapes }, now, label);
  }

  #kept(id: string): Shape | undefined {
    return this.figure?.shapes.find((shape) => shape.id === id);
  }

  /** `shapes` is what the picture has then, shown at once. */
  async edit(edit: Edit, shapes: Shape[], label?: string): Promise<void> {
    const figure = this.figure;
    if (!figure) return;
    const named: Edit = label ? { edit: "together", label, edits: [edit] } : edit;
    await this.mirror.edit(named, undefined, { put: [{ table: "figure", record: { ...figure, shapes } }] });
  }
}

const toggled = (ids: readonly string[], id: string) =>
  ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id];
