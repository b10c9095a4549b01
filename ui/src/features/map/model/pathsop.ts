/** An SOP for one path of a process: what it is called, what it covers, and the steps that it begins with. */
import type { Cover, Document, DocumentId, Edit, Node, PathView, RoleId, StepId } from "../../../api";
import { countsAsStep } from "./outline";

/** The limit that the library has for titles. */
const longestTitle = 500;

export interface FirstStep {
  id: StepId;
  /** Markdown. */
  text: string;
  role: RoleId | null;
  /** The document that tells this step already: it is referred to and not repeated. */
  link: DocumentId | null;
}

export const coverOf = (process: DocumentId, { branches }: PathView): Cover => ({
  process,
  extent: { kind: "path", branches: [...branches] },
});

/** The process says what is done, the branches in which case: "Refund a customer: card". */
export function titleOf(process: Pick<Document, "title">, path: PathView): string {
  const whole = process.title.replace(/\s+/g, " ").trim();
  const title = whole && path.branches.length > 0 ? `${whole}: ${path.name}` : whole || path.name;
  return [...title].slice(0, longestTitle).join("");
}

/** What is handed off on the path, in its order. Where it forks has been decided by the path. */
export const stepsOf = (path: PathView, nodes: ReadonlyMap<string, Node>): Node[] =>
  path.nodes
    .flatMap((id) => nodes.get(id) ?? [])
    .filter(({ kind, delegation }) => delegation === "delegate" && kind !== "decision" && countsAsStep(kind));

/** All of it is one undo. */
export function sopForPath(
  id: DocumentId,
  process: Pick<Document, "id" | "title">,
  path: PathView,
  steps: readonly FirstStep[],
): Edit {
  const made: Edit = {
    edit: "create_document",
    id,
    kind: "sop",
    title: titleOf(process, path),
    covers: [coverOf(process.id, path)],
  };
  if (steps.length === 0) return made;
  const rows = steps.map(({ id, text, link }) => ({ id, text, depth: 0, link }));
  const roles = steps.flatMap(({ id, role }): Edit[] =>
    role === null ? [] : [{ edit: "update_step", id, change: { field: "role", value: role } }],
  );
  return {
    edit: "together",
    label: "create_document",
    edits: [made, { edit: "add_steps", document: id, after: null, steps: rows }, ...roles],
  };
}
