/** Roles and tools as choices, and made on the spot where a field asks for one; policies too. */
import type { Document, Edit, NodeId } from "../../../api";
import { newId } from "../../../state/ids";
import { library } from "../../../state/library.svelte";
import type { Choice } from "../../../ui/Select.svelte";
import { newRole, newRoleForNodes, together } from "../model/changes";

const byLabel = (a: Choice, b: Choice) => a.label.localeCompare(b.label);

export const roleChoices = (): Choice[] =>
  [...library.roles.values()]
    .map(({ id, name, person }) => ({ value: id, label: name, hint: person }))
    .sort(byLabel);

export const toolChoices = (): Choice[] =>
  [...library.tools.values()].map(({ id, name }) => ({ value: id, label: name })).sort(byLabel);

export const createRoleForNodes = (ids: readonly NodeId[], name: string) =>
  library.edit(newRoleForNodes(ids, newRole(newId(), name)));

export function createOwner(document: string, name: string) {
  const role = newRole(newId(), name);
  return library.edit(
    together("update_document.owner", [
      { edit: "create_role", role },
      { edit: "update_document", id: document, change: { field: "owner", value: role.id } },
    ]),
  );
}

/** A policy that governs the process, to be written when there is time. */
export function createPolicy({ id, governed_by }: Pick<Document, "id" | "governed_by">, title: string) {
  const policy = newId();
  return library.edit(
    together("update_document.governed_by", [
      { edit: "create_document", id: policy, kind: "policy", title, covers: [] },
      { edit: "update_document", id, change: { field: "governed_by", value: [...governed_by, policy] } },
    ]),
  );
}

export function createToolForNodes(ids: readonly NodeId[], name: string) {
  const tool = { id: newId(), name, description: "", url: "" };
  const use: Edit = { edit: "update_nodes", ids: [...ids], change: { field: "tool", value: tool.id } };
  return library.edit(together("update_nodes.tool", [{ edit: "create_tool", tool }, use]));
}
