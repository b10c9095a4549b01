/** What the status line says, in words. */
import { m } from "../i18n";
import type { OpenDocument } from "../state/library.svelte";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** `at` and `now` in milliseconds since 1970; null: nothing was changed yet. */
export function keptText(keeping: number, at: number | null, now: number): string {
  if (keeping > 0) return m.line_keeping();
  if (at === null) return m.line_all_kept();
  const passed = Math.max(0, now - at);
  if (passed < 2 * second) return m.line_kept_now();
  if (passed < minute) return m.line_kept_seconds({ seconds: Math.floor(passed / second) });
  if (passed < hour) return m.line_kept_minutes({ minutes: Math.floor(passed / minute) });
  return m.line_kept_hours({ hours: Math.floor(passed / hour) });
}

/** What there is of in a document, where its editor does not say it better. */
export function countsOf(open: OpenDocument): string | null {
  const { kind } = open.document;
  if (kind === "policy") return null;
  if (kind === "process") {
    const steps = [...open.nodes.values()].filter((node) => node.kind === "step").length;
    const roles = new Set([
      ...[...open.lanes.values()].map((lane) => lane.role),
      ...(open.lanes.size ? [] : [...open.nodes.values()].map((node) => node.role)),
    ]);
    roles.delete(null);
    return joined(m.line_steps({ count: steps }), roles.size > 0 && m.line_roles({ count: roles.size }));
  }
  const pictures = open.figuresById.size;
  const steps = open.steps.filter((step) => step.depth === 0).length;
  return joined(m.line_steps({ count: steps }), pictures > 0 && m.line_pictures({ count: pictures }));
}

const joined = (...parts: (string | false)[]): string => parts.filter((part) => part !== false).join(" · ");
