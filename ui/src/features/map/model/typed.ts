/** What a label says beside itself while it is typed: "@Clerk" at its end says who does it, a question mark asks,
 *  "→ Ship it" goes on at a step that is there, "No: Refuse it" names the branch that leads here. Pure: what is
 *  there comes in, what is meant goes out, and the caller does it. */
import type { LaneId, NodeId, RoleId } from "../../../api";
import { matchingChoices } from "../../../ui/matching";

/** A role, with its lane where the map has one for it. With neither it is still to be made. */
export interface Who {
  name: string;
  role: RoleId | null;
  lane: LaneId | null;
}

/** A step where the flow may go on. */
export interface Place {
  id: NodeId;
  name: string;
}

export interface Known {
  /** Null where nobody can be named: a trigger on a map without lanes shows no role. */
  people: readonly Who[] | null;
  places: readonly Place[];
  /** It stands behind a fork, where the flow may well go on at a step that is there. */
  forked: boolean;
  /** The label is being written for the first time. A label that is there already means what it says. */
  fresh: boolean;
}

export type Offer = { what: "who"; who: Who } | { what: "go"; to: Place };

export interface Offers {
  list: readonly Offer[];
  /** Which one is meant unless another is pointed at; -1 where the text stands for itself. */
  usual: number;
}

export interface Reading {
  label: string;
  asks: boolean;
  who: Who | null;
  to: Place | null;
}

/** No more is offered at once: it is a help while typing, and not a list to be read. */
const most = 6;
/** From so many letters on, a text can mean a step that is there. */
const telling = 3;

const mention = /(?:^|\s)@([^@\n]*)$/;
const onwards = /^(?:->|=>|→)\s*(.*)$/s;

/** Whether a label asks, and so is a decision. */
export const asks = (label: string): boolean => /[?？؟]$/.test(label.trim());

export function offersFor(text: string, known: Known): Offers {
  const named = known.people && mention.exec(text);
  if (named) return offerPeople(named[1]!.trim(), known.people!);
  if (!known.fresh) return none;
  const meant = onwards.exec(text.trim());
  const sought = (meant ? meant[1]! : text).trim();
  if (!meant && (!known.forked || sought.length < telling)) return none;
  const found = matchingChoices(
    known.places.map((to) => ({ label: to.name, to })),
    sought,
  );
  const list = found.slice(0, most).map(({ to }): Offer => ({ what: "go", to }));
  // Without the arrow it may well be a new step of the same name.
  return { list, usual: meant && sought !== "" && list.length > 0 ? 0 : -1 };
}

/** What is meant by a text and by the offer that was taken with it, if any. */
export function readTyped(text: string, taken: Offer | null, known: Known): Reading {
  const trimmed = text.trim();
  const meant = (label: string, more: Partial<Reading> = {}): Reading => ({
    label,
    asks: known.fresh && asks(label),
    who: null,
    to: null,
    ...more,
  });
  if (taken?.what === "go") return meant("", { to: taken.to });
  if (taken?.what === "who") return meant(trimmed.replace(mention, "").trim(), { who: taken.who });
  const [first, rest] = divided(trimmed);
  const who = known.fresh && rest !== "" ? known.people?.find(({ name }) => alike(name, first)) : undefined;
  return who ? meant(rest, { who }) : meant(trimmed);
}

/** "No: Refuse it" as the branch's label and that of the step behind it; the step's is empty where it is not
 *  there. A time such as 10:30 is no division. */
export function divided(text: string): [string, string] {
  const found = /^([^:：\n]{1,60})(?::\s+|：\s*)(\S.*)$/s.exec(text.trim());
  return found ? [found[1]!.trim(), found[2]!.trim()] : [text.trim(), ""];
}

/** "Sales, Clerk, Bank" as names, each once. */
export function namesIn(text: string): string[] {
  const names = text
    .split(/[,;،、，\n]/)
    .map((name) => name.trim())
    .filter(Boolean);
  return names.filter((name, at) => names.findIndex((other) => alike(other, name)) === at);
}

export const alike = (a: string, b: string): boolean => plain(a) === plain(b);

const none: Offers = { list: [], usual: -1 };
const plain = (text: string) => text.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase();

function offerPeople(name: string, people: readonly Who[]): Offers {
  const found = matchingChoices(
    people.map((who) => ({ label: who.name, who })),
    name,
  );
  const list = found.slice(0, most).map(({ who }): Offer => ({ what: "who", who }));
  if (name && !people.some((who) => alike(who.name, name))) {
    list.push({ what: "who", who: { name, role: null, lane: null } });
  }
  return { list, usual: name === "" ? -1 : 0 };
}
