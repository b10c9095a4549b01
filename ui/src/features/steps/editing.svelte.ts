/** What a person does to the steps of one document, by keys, pointer or menu. It decides nothing about
 *  records: it sends edits, shows them at once, and puts the cursor where it belongs. */
import { flushSync, tick } from "svelte";
import type { Callout, CalloutKind, Edit, NewStep, Step, StepChange } from "../../api";
import { m } from "../../i18n";
import { newId } from "../../state/ids";
import { library, type Ahead, type LibraryMirror, type OpenDocument } from "../../state/library.svelte";
import { session } from "../../state/session.svelte";
import { tellEdit } from "../../state/toasts";
import type { ClipboardWay } from "../../ui/clipboard";
import { read } from "../../ui/markdown/read";
import type { Where } from "../../ui/markdown/writing";
import { StepsChoosing } from "./choosing.svelte";
import { pasteOf, type Clip } from "./clip";
import type { Way } from "./elsewhere";
import { deepest, indented } from "./indenting";
import { asOne, tooMany, type PastedStep } from "./pasting";

/** A step's text field, as far as others need it. */
export interface StepField {
  focus: (where?: Where) => void;
  /** Its text as it is now, kept or not. */
  text: () => string;
  /** Shows the record's text again; what was typed is on its way. */
  release: () => void;
  /** Puts the keyboard on the step as a whole. */
  focusNumber: () => void;
  /** Its text before and behind the cursor, or where that was last. */
  halves: () => [string, string] | null;
}

/** Whole steps on the clipboard, as far as others need it. */
export interface StepsClipboard {
  /** For menus and the palette, where no key was pressed. */
  call: (how: ClipboardWay) => void;
  /** Puts whole steps behind a step: the one in whose text the cursor is, or the last that is chosen. False: the
   *  data has none. */
  pasted: (data: DataTransfer | null, at: string | null) => boolean;
}

/** Parts of a step that are shown when they are filled, or when one is about to fill them. */
export type Part = "expected" | "why" | "recording" | "link" | "role";

export class StepsEditing extends StepsChoosing {
  readonly #fields = new Map<string, StepField>();
  /** An empty part that was asked for, to be shown and entered. */
  wanted = $state.raw<{ step: string; part: Part | "callout" } | null>(null);
  /** Steps that are to go to another document, which is asked for. */
  leaving = $state.raw<{ way: Way; ids: readonly string[] } | null>(null);
  /** More lines were pasted than one means by chance. */
  asked = $state.raw<{ count: number; steps: () => void; one: () => void } | null>(null);

  /** Has a step drawn that is too far away to be; the page's. */
  reveal: (id: string) => void = () => undefined;
  /** The page's. */
  clipboard: StepsClipboard | null = null;

  constructor(
    open: OpenDocument,
    private readonly mirror: LibraryMirror = library,
  ) {
    super(open);
  }

  get editable(): boolean {
    return !this.mirror.readOnly;
  }

  /** A field that is there; call what it returns when it goes. */
  joins(id: string, field: StepField): () => void {
    this.#fields.set(id, field);
    return () => {
      if (this.#fields.get(id) === field) this.#fields.delete(id);
    };
  }

  focus(id: string | undefined, where: Where = "end"): void {
    this.#enter(id, (field) => field.focus(where));
  }

  /** The keyboard goes to the step as a whole. */
  focusNumber(id: string | undefined): void {
    this.#enter(id, (field) => field.focusNumber());
  }

  #enter(id: string | undefined, enter: (field: StepField) => void): void {
    if (!id) return;
    flushSync();
    this.reveal(id);
    const field = this.#fields.get(id);
    if (field) enter(field);
    else
      void tick().then(() => {
        this.reveal(id);
        const late = this.#fields.get(id);
        if (late) enter(late);
      });
  }

  // Making

  /** A new step behind another (null: as the first), with the cursor in it. */
  add(after: string | null, text = "", depth?: number): string {
    const id = newId();
    const above = after === null ? undefined : this.#step(after);
    const step: NewStep = { id, text, depth: depth ?? above?.depth ?? 0, link: null };
    void this.#add(after, [step]);
    this.focus(id, "end");
    return id;
  }

  /** Enter: the text behind the cursor goes into a step of its own. */
  split(step: Step, [text, rest]: [string, string]): void {
    const id = newId();
    this.#fields.get(step.id)?.release();
    void this.mirror.edit({ edit: "split_step", id: step.id, new: id, text, rest }, undefined, {
      put: [
        { table: "step", record: { ...step, text } },
        { table: "step", record: this.#fresh({ id, text: rest, depth: step.depth, link: null }, step.id) },
      ],
    });
    this.focus(id, "start");
  }

  /** By menu: at the cursor, or where it was when the text was left. */
  splitAtCursor(step: Step): void {
    const halves = this.#fields.get(step.id)?.halves();
    if (halves) this.split(step, halves);
    else this.add(step.id);
  }

  /** Lines are taken, or asked about where there are very many. */
  askAbout(pasted: readonly PastedStep[], take: (pasted: readonly PastedStep[]) => void): void {
    if (pasted.length < tooMany) return take(pasted);
    this.asked = { count: pasted.length, steps: () => take(pasted), one: () => take([asOne(pasted)]) };
  }

  /** Several lines in the place of the selection: the first goes into this step, each other is a new one. */
  paste(step: Step, [before, after]: [string, string], pasted: readonly PastedStep[]): void {
    const fresh: NewStep[] = pasted.map(({ text, depth }) => ({
      id: newId(),
      text,
      depth: Math.min(deepest, step.depth + depth),
      link: null,
    }));
    if (after) fresh.push({ id: newId(), text: after, depth: step.depth, link: null });
    const edits: Edit[] = [];
    const put: Ahead["put"] = [];
    // An empty step takes the first line; a step with text stays as it is before the cursor.
    const first = before.trim() ? undefined : fresh.shift();
    const text = first?.text ?? before;
    if (text !== step.text) {
      edits.push({ edit: "update_step", id: step.id, change: { field: "text", value: text } });
      put.push({ table: "step", record: { ...step, text } });
    }
    if (fresh.length) {
      edits.push({ edit: "add_steps", document: this.open.id, after: step.id, steps: fresh });
      put.push(...this.#freshAll(fresh, step.id).map((record) => ({ table: "step" as const, record })));
    }
    this.#fields.get(step.id)?.release();
    void this.mirror.edit({ edit: "together", label: "paste_steps", edits }, undefined, { put });
    const last = after ? fresh.at(-2) : fresh.at(-1);
    this.focus(last?.id ?? step.id, "end");
  }

  /** The steps that these lines are, at the end of the document. */
  append(pasted: readonly PastedStep[]): void {
    const steps = pasted.map(({ text, depth }) => ({ id: newId(), text, depth, link: null }));
    void this.#add(this.steps.at(-1)?.id ?? null, steps);
    this.focus(steps.at(-1)?.id, "end");
  }

  duplicate(ids: readonly string[]): void {
    const steps = this.withFamilies(ids);
    const last = steps.at(-1);
    if (!last) return;
    const least = Math.min(...steps.map(({ depth }) => depth));
    const paste = pasteOf(this.clip(ids), this.open.id, last.id, least);
    void this.mirror.edit({ edit: "together", label: "duplicate_steps", edits: [paste] });
    session.select(
      "step",
      paste.steps.map(({ id }) => id),
    );
  }

  /** These steps and what is below them, with all that they have, as they are now. */
  clip(ids: readonly string[]): Clip {
    const steps = this.withFamilies(ids).map((step) => ({ ...step, text: this.textOf(step) }));
    const roles = new Set(steps.flatMap(({ role }) => this.mirror.roles.get(role ?? "") ?? []));
    return {
      steps,
      figures: steps.flatMap(({ id }) => this.open.figures.get(id) ?? []),
      roles: [...roles].map(({ id, name }) => ({ id, name })),
    };
  }

  // Taking away

  /** Deletes steps with what is below them, and offers to take that back. */
  remove(ids: readonly string[], label?: "cut_steps"): void {
    const steps = this.withFamilies(ids);
    if (!steps.length) return;
    const first = this.at(steps[0]!.id);
    const gone = new Set(steps.map((step) => step.id));
    const next = this.steps.find((step, at) => at > first && !gone.has(step.id)) ?? this.steps[first - 1];
    void this.#delete([...gone], label).then((done) => {
      const text = gone.size === 1 ? m.steps_deleted_one() : m.steps_deleted({ count: gone.size });
      if (done) tellEdit(text, this.mirror);
    });
    if (next) session.select("step", [next.id]);
    else session.clear();
  }

  /** It was made for what comes, and nothing has come yet. */
  isEmpty(step: Step): boolean {
    const { expected, why, callouts, link, recording } = step;
    const filled = expected || why || callouts.length || link || recording;
    return !filled && !this.textOf(step).trim() && !this.open.figures.get(step.id)?.length;
  }

  /** Backspace in an empty step. A step with a picture stays: the picture is worth a key of its own. */
  removeEmpty(step: Step): boolean {
    if (this.open.figures.get(step.id)?.length || step.expected || step.why || step.callouts.length)
      return false;
    const at = this.at(step.id);
    const before = this.steps[at - 1];
    if (!before && this.steps.length === 1) return false;
    void this.#delete([step.id]);
    if (before) this.focus(before.id, "end");
    else this.focus(this.steps[0]?.id, "start");
    return true;
  }

  /** Backspace at the start of a step: its text goes on in the step before. */
  merge(second: Step): boolean {
    const first = this.steps[this.at(second.id) - 1];
    if (!first) return false;
    const before = this.textOf(first);
    const text = [before.trimEnd(), this.textOf(second).trimStart()].filter(Boolean).join("\n\n");
    const figures = this.open.figures.get(second.id) ?? [];
    const last = this.open.figures.get(first.id)?.at(-1)?.position ?? 0;
    const put: NonNullable<Ahead["put"]> = [
      { table: "step", record: { ...first, text, callouts: [...first.callouts, ...second.callouts] } },
      ...figures.map((figure, at) => ({
        table: "figure" as const,
        record: { ...figure, step: first.id, position: last + at + 1 },
      })),
    ];
    this.#fields.get(first.id)?.release();
    this.#fields.get(second.id)?.release();
    void this.mirror.edit({ edit: "merge_steps", first: first.id, second: second.id }, undefined, {
      put,
      remove: [{ table: "step", id: second.id }],
    });
    this.focus(first.id, before.trim() ? { block: read(before).length } : "start");
    return true;
  }

  /** Several steps become one, in their order: the first of them. */
  join(ids: readonly string[]): void {
    const steps = this.steps.filter((step) => ids.includes(step.id));
    const [first, ...others] = steps;
    if (!first) return;
    if (!others.length) {
      this.merge(first);
      return;
    }
    for (const step of steps) this.#fields.get(step.id)?.release();
    const edits: Edit[] = others.map(({ id }) => ({ edit: "merge_steps", first: first.id, second: id }));
    void this.mirror.edit({ edit: "together", label: "merge_steps", edits });
    session.select("step", [first.id]);
    this.focusNumber(first.id);
  }

  // Moving

  /** Moves steps, with what is below them, one place up or down. */
  shift(ids: readonly string[], by: 1 | -1): void {
    const moving = this.withFamilies(ids);
    if (!moving.length) return;
    const first = this.at(moving[0]!.id);
    const last = this.at(moving.at(-1)!.id);
    if (by < 0) {
      if (first > 0) this.move(ids, this.steps[first - 2]?.id ?? null);
      return;
    }
    const over = this.steps[last + 1];
    if (over) this.move(ids, over.id);
  }

  move(ids: readonly string[], after: string | null): void {
    const moving = this.withFamilies(ids);
    const mine = new Set(moving.map((step) => step.id));
    if (after !== null && mine.has(after)) return;
    const left = this.steps.filter((step) => !mine.has(step.id));
    const at = after === null ? 0 : left.findIndex((step) => step.id === after) + 1;
    const next = [...left.slice(0, at), ...moving, ...left.slice(at)];
    if (next.every((step, place) => step.id === this.steps[place]?.id)) return;
    // Only what moves is shown elsewhere, since the library answers with nothing else.
    const low = left[at - 1]?.position ?? (left[0]?.position ?? 1) - moving.length - 1;
    const high = left[at]?.position ?? low + moving.length + 1;
    const put = moving.map((step, place) => {
      const position = low + ((high - low) * (place + 1)) / (moving.length + 1);
      return { table: "step" as const, record: { ...step, position } };
    });
    void this.mirror.edit(
      { edit: "move_steps", ids: moving.map((step) => step.id), document: this.open.id, after },
      undefined,
      { put },
    );
  }

  /** One level in (1) or out (-1), as far as the step above allows. */
  indent(ids: readonly string[], by: 1 | -1): void {
    const changed = indented(this.steps, this.depths, this.withFamilies(ids), ids, by);
    if (!changed.length) return;
    const edits: Edit[] = changed.map(({ id, depth }) => ({
      edit: "update_step",
      id,
      change: { field: "depth", value: depth },
    }));
    const edit: Edit =
      edits.length === 1 ? edits[0]! : { edit: "together", label: "update_step.depth", edits };
    void this.mirror.edit(edit, undefined, { put: changed.map((record) => ({ table: "step", record })) });
  }

  // Changing

  change(step: Step, change: StepChange): void {
    void this.mirror.edit({ edit: "update_step", id: step.id, change });
  }

  addCallout(step: Step, kind: CalloutKind): void {
    const callouts: Callout[] = [...step.callouts, { kind, text: "" }];
    void this.mirror.edit(
      { edit: "update_step", id: step.id, change: { field: "callouts", value: callouts } },
      undefined,
      {
        put: [{ table: "step", record: { ...step, callouts } }],
      },
    );
    this.wanted = { step: step.id, part: "callout" };
  }

  want(step: Step, part: Part): void {
    this.reveal(step.id);
    this.wanted = { step: step.id, part };
  }

  #add(after: string | null, steps: NewStep[]) {
    return this.mirror.edit({ edit: "add_steps", document: this.open.id, after, steps }, undefined, {
      put: this.#freshAll(steps, after).map((record) => ({ table: "step", record })),
    });
  }

  #delete(ids: string[], label?: string) {
    const gone: Edit = { edit: "delete_steps", ids };
    return this.mirror.edit(label ? { edit: "together", label, edits: [gone] } : gone, undefined, {
      remove: ids.map((id) => ({ table: "step", id })),
    });
  }

  #freshAll(steps: readonly NewStep[], after: string | null): Step[] {
    const at = after === null ? -1 : this.at(after);
    const low = this.steps[at]?.position ?? (this.steps[0]?.position ?? 2) - 2;
    const high = this.steps[at + 1]?.position ?? low + steps.length + 1;
    return steps.map((step, place) => ({
      ...step,
      document: this.open.id,
      position: low + ((high - low) * (place + 1)) / (steps.length + 1),
      role: null,
      expected: "",
      why: "",
      callouts: [],
      recording: null,
      page_break: false,
    }));
  }

  #fresh = (step: NewStep, after: string): Step => this.#freshAll([step], after)[0]!;

  /** What was just typed is in the record only when it has been kept. */
  textOf = (step: Step) => this.#fields.get(step.id)?.text() ?? step.text;

  #step = (id: string) => this.open.stepsById.get(id);
}
