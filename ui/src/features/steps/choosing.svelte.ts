/** The steps of an open document, how they are numbered, and which of them are chosen. */
import type { Step } from "../../api";
import { library, type OpenDocument } from "../../state/library.svelte";
import { session } from "../../state/session.svelte";
import { depths, family, numbers } from "./numbering";

export class StepsChoosing {
  /** Where Shift+click begins to select. */
  #anchor: string | null = null;

  readonly steps: Step[] = $derived.by(() => this.open.steps);
  readonly numbers: ReadonlyMap<string, string> = $derived.by(() => {
    const texts = numbers(this.steps);
    return new Map(this.steps.map((step, at) => [step.id, texts[at]!]));
  });
  readonly depths: ReadonlyMap<string, number> = $derived.by(() => {
    const shown = depths(this.steps);
    return new Map(this.steps.map((step, at) => [step.id, shown[at]!]));
  });
  /** Where the work passes to another role: its name, by the step. */
  readonly handoffs: ReadonlyMap<string, string> = $derived.by(() => {
    const changes = new Map<string, string>();
    const roled = this.steps.filter((step) => step.role !== null);
    const several = new Set(roled.map((step) => step.role)).size > 1;
    roled.forEach((step, at) => {
      const name = library.roles.get(step.role ?? "")?.name;
      if (several && name && step.role !== roled[at - 1]?.role) changes.set(step.id, name);
    });
    return changes;
  });
  readonly selected: ReadonlySet<string> = $derived.by(
    () => new Set(session.selection?.kind === "step" ? session.selection.ids : []),
  );

  /** The step whose picture, or a mark on it, is chosen. */
  readonly held: string | undefined = $derived.by(() => {
    const { kind, ids } = session.selection ?? { kind: null, ids: [] };
    if (kind === "figure") return this.open.figuresById.get(ids[0] ?? "")?.step;
    if (kind !== "shape") return undefined;
    const all = [...this.open.figuresById.values()];
    return all.find((figure) => figure.shapes.some((shape) => ids.includes(shape.id)))?.step;
  });

  constructor(readonly open: OpenDocument) {}

  /** The step's cursor was put into its text. */
  entered(id: string): void {
    this.#anchor = id;
    if (!(this.selected.size === 1 && this.selected.has(id))) session.select("step", [id]);
  }

  // Selecting

  select(id: string, { range = false, toggle = false } = {}): void {
    if (range && this.#anchor) {
      const from = this.at(this.#anchor);
      const to = this.at(id);
      if (from >= 0) {
        const [first, last] = from < to ? [from, to] : [to, from];
        session.select(
          "step",
          this.steps.slice(first, last + 1).map((step) => step.id),
        );
        return;
      }
    }
    this.#anchor = id;
    if (!toggle) return session.select("step", [id]);
    const ids = new Set(this.selected);
    if (!ids.delete(id)) ids.add(id);
    session.select("step", this.#inOrder(ids));
  }

  selectAll(): void {
    session.select(
      "step",
      this.steps.map((step) => step.id),
    );
  }

  /** The step before or behind, chosen instead; with `extend`, too. */
  walk(id: string, by: 1 | -1, extend: boolean): string | undefined {
    const next = this.steps[this.at(id) + by]?.id;
    if (next) this.select(next, { range: extend });
    return next;
  }

  protected at = (id: string) => this.steps.findIndex((step) => step.id === id);

  #inOrder = (ids: ReadonlySet<string>) =>
    this.steps.filter((step) => ids.has(step.id)).map((step) => step.id);

  /** These steps and their sub-steps, in order. */
  withFamilies(ids: readonly string[]): Step[] {
    const all = new Set<number>();
    for (const id of ids) {
      const at = this.at(id);
      if (at >= 0) for (const member of family(this.steps, at)) all.add(member);
    }
    return [...all].sort((a, b) => a - b).map((at) => this.steps[at]!);
  }
}
