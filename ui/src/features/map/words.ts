/** What kinds, decisions and states of documents are called, and how a node is named to those who hear it. */
import type { Delegation, DocumentState, NodeKind, Staleness } from "../../api";
import { m } from "../../i18n";
import {
  ClockIcon,
  DecisionIcon,
  DocumentIcon,
  NoteIcon,
  OutcomeIcon,
  StepIcon,
  SubprocessIcon,
  TriggerIcon,
  type IconDrawing,
} from "../../ui/icons";
import type { OpenDocument } from "../../state/library.svelte";
import type { ShownNode } from "./adapter";
import { countsAsStep } from "./model/outline";

/** In the order in which menus show them. */
export const nodeKinds: readonly NodeKind[] = [
  "step",
  "decision",
  "subprocess",
  "wait",
  "document",
  "outcome",
  "trigger",
  "note",
];

export const kindName = (kind: NodeKind): string =>
  ({
    trigger: m.map_kind_trigger,
    step: m.map_kind_step,
    decision: m.map_kind_decision,
    subprocess: m.map_kind_subprocess,
    wait: m.map_kind_wait,
    document: m.map_kind_document,
    note: m.map_kind_note,
    outcome: m.map_kind_outcome,
  })[kind]();

/** One line that says what the kind is for. */
export const kindHint = (kind: NodeKind): string =>
  ({
    trigger: m.map_hint_trigger,
    step: m.map_hint_step,
    decision: m.map_hint_decision,
    subprocess: m.map_hint_subprocess,
    wait: m.map_hint_wait,
    document: m.map_hint_document,
    note: m.map_hint_note,
    outcome: m.map_hint_outcome,
  })[kind]();

export const kindIcon: Record<NodeKind, IconDrawing> = {
  trigger: TriggerIcon,
  step: StepIcon,
  decision: DecisionIcon,
  subprocess: SubprocessIcon,
  wait: ClockIcon,
  document: DocumentIcon,
  note: NoteIcon,
  outcome: OutcomeIcon,
};

export const delegationName = (delegation: Delegation): string =>
  ({ keep: m.map_keep, delegate: m.map_delegate, automate: m.map_automate })[delegation]();

/** The letter of the mark on a card. */
export const delegationLetter: Record<Delegation, string> = { keep: "K", delegate: "D", automate: "A" };

export const documentStateName = (state: DocumentState): string =>
  ({
    none: m.map_documents_none,
    owed: m.map_documents_owed,
    draft: m.status_draft,
    in_review: m.status_in_review,
    approved: m.status_approved,
    stale: m.map_documents_stale,
  })[state]();

/** Why a document is out of date. */
export const stalenessName = (stale: Staleness): string =>
  ({
    branch_gone: m.map_stale_branch_gone,
    changed_since_published: m.map_stale_changed,
    past_review: m.map_stale_review,
  })[stale]();

/** Whether a node says something of its documents: the state of those that tell it, or what else it opens. */
export const hasBadge = ({ documents, coveredBy }: ShownNode): boolean =>
  documents !== "none" || coveredBy.length > 0;

/** A label in one line; what has none is called by its kind. */
export const shortLabel = (node: Pick<ShownNode, "label" | "kind">): string =>
  node.label.replace(/\s+/g, " ").trim() || m.map_unnamed({ kind: kindName(node.kind) });

/** All that a node shows, as one sentence. */
export function nodeName(node: ShownNode, lane: string, chosen: boolean): string {
  const parts = [
    node.number === null
      ? kindName(node.kind)
      : m.map_numbered({ kind: kindName(node.kind), number: node.number }),
    shortLabel(node),
    node.role || lane,
    node.delegation ? delegationName(node.delegation) : "",
    node.documents === "none" ? "" : m.map_documents_are({ state: documentStateName(node.documents) }),
    chosen ? m.map_chosen() : "",
  ];
  return parts.filter(Boolean).join(", ");
}

export function connectionName(from: string, to: string, label: string): string {
  return label ? m.map_connection_labelled({ from, to, label }) : m.map_connection({ from, to });
}

export function minutes(value: number): string {
  const [hours, rest] = [Math.floor(value / 60), value % 60];
  if (hours === 0) return m.map_minutes({ minutes: rest });
  return rest === 0 ? m.map_hours({ hours }) : m.map_hours_minutes({ hours, minutes: rest });
}

/** For the status line: "6 steps · 3 roles". */
export function countsText(open: OpenDocument): string {
  const { steps, roles, owed } = counts(open);
  const parts = [
    m.map_count_steps({ count: steps }),
    roles > 0 ? m.map_count_roles({ count: roles }) : "",
    owed > 0 ? m.map_count_owed({ count: owed }) : "",
  ];
  return parts.filter(Boolean).join(" · ");
}

export function counts({ nodes, lanes, map }: OpenDocument) {
  const all = [...nodes.values()];
  const roles = new Set([...[...lanes.values()].map((lane) => lane.role), ...all.map((node) => node.role)]);
  roles.delete(null);
  const decided = (delegation: Delegation) => all.filter((node) => node.delegation === delegation).length;
  return {
    steps: all.filter((node) => countsAsStep(node.kind)).length,
    roles: roles.size,
    keep: decided("keep"),
    delegate: decided("delegate"),
    automate: decided("automate"),
    owed: (map?.nodes ?? []).filter((node) => node.documents === "owed").length,
  };
}
