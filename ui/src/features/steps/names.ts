/** Roles and tools, which are made where they are first named. */
import type { Edit } from "../../api";
import { newId } from "../../state/ids";
import { library } from "../../state/library.svelte";
import type { Named } from "./NamePicker.svelte";

const byName = (a: Named, b: Named) => a.name.localeCompare(b.name);

export const roleChoices = (): Named[] =>
  [...library.roles.values()].map(({ id, name, person }) => ({ id, name, hint: person })).sort(byName);

export const toolChoices = (): Named[] =>
  [...library.tools.values()].map(({ id, name }) => ({ id, name })).sort(byName);

/** Makes the role and gives it to what `use` says, as one change. */
export function createRole(name: string, use: (id: string) => Edit[]): void {
  const id = newId();
  const made: Edit = { edit: "create_role", role: { id, name, description: "", person: "" } };
  void library.edit({ edit: "together", label: "create_role", edits: [made, ...use(id)] });
}

export function createTool(name: string, use: (id: string) => Edit[]): void {
  const id = newId();
  const made: Edit = { edit: "create_tool", tool: { id, name, description: "", url: "" } };
  void library.edit({ edit: "together", label: "create_tool", edits: [made, ...use(id)] });
}

/** One edit, or several that are undone together. */
export function together(label: string, edits: Edit[]): void {
  if (edits.length) void library.edit(edits.length === 1 ? edits[0]! : { edit: "together", label, edits });
}
