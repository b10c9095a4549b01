/** The words for what the library's records are. */
import type { DocumentKind, LinkKind, Severity, Status } from "../api";
import { m } from "./paraglide/messages.js";

export const documentKinds: readonly DocumentKind[] = [
  "process",
  "sop",
  "procedure",
  "instruction",
  "policy",
];
export const statuses: readonly Status[] = ["draft", "in_review", "approved", "retired"];

export const kindName = (kind: DocumentKind): string =>
  ({
    policy: m.kind_policy,
    process: m.kind_process,
    procedure: m.kind_procedure,
    sop: m.kind_sop,
    instruction: m.kind_instruction,
  })[kind]();

export const statusName = (status: Status): string =>
  ({
    draft: m.status_draft,
    in_review: m.status_in_review,
    approved: m.status_approved,
    retired: m.status_retired,
  })[status]();

export const severityName = (severity: Severity): string =>
  ({ problem: m.health_problem, warning: m.health_warning, note: m.health_note })[severity]();

/** What a document that links to another one does: "covers it". */
export const linkName = (kind: LinkKind): string =>
  ({
    covers: m.library_link_covers,
    uses: m.library_link_uses,
    mentions: m.library_link_mentions,
    references: m.library_link_references,
    governed_by: m.library_link_governed_by,
    opens: m.library_link_opens,
  })[kind]();

/** A title for showing; one that was emptied has to be called something. */
export const titleOr = (title: string): string => title.trim() || m.window_untitled();

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago, in a few words; from a week on, the day itself. Times in milliseconds since 1970. */
export function ago(time: number, now: number = Date.now()): string {
  const passed = now - time;
  if (passed < minute) return m.when_now();
  if (passed < hour) return m.when_minutes({ minutes: Math.floor(passed / minute) });
  if (passed < day) return m.when_hours({ hours: Math.floor(passed / hour) });
  if (passed < 2 * day) return m.when_yesterday();
  if (passed < 7 * day) return m.when_days({ days: Math.floor(passed / day) });
  return dayOf(time);
}

/** Made when the first day is written: a window begins without one, and loading the calendars takes a while. */
let days: Intl.DateTimeFormat | undefined;

/** "21 Nov 2026". */
export function dayOf(time: number): string {
  days ??= new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
  return days.format(time);
}

let moments: Intl.DateTimeFormat | undefined;

/** "21 Nov 2026, 14:05". */
export function momentOf(time: number): string {
  moments ??= new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
  return moments.format(time);
}

/** "1.4 MB", in steps of 1000 as file managers show it. */
export function fileSize(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
