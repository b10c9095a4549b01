/** The commands of a picture that is being annotated, for its keys, the palette and the shortcut sheet. */
import { m } from "../../i18n";
import { commands, type Command } from "../../state/commands.svelte";
import type { Annotating, Tool } from "./annotating.svelte";
import { shapeKinds } from "./shapes";

/** Registers them; call what it returns when the picture is left. */
export function annotationCommands(annotating: Annotating, leave: () => void): () => void {
  const group = m.figure_annotation;
  const tool = (id: Tool, title: () => string, keys: string): Command => ({
    id: `figure.${id}`,
    title,
    group,
    keys: [keys],
    run: () => annotating.choose(id),
  });
  const chosen = () => annotating.selected.length > 0;

  return commands.register([
    tool("select", m.figure_select, "V"),
    ...shapeKinds.map(({ kind, label, keys }) => tool(kind, label, keys)),
    tool("crop", m.figure_crop, "C"),
    {
      id: "figure.keep_crop",
      title: m.figure_crop_keep,
      group,
      keys: ["Enter"],
      when: () => annotating.cropping !== null,
      run: () => annotating.keepCrop(),
    },
    {
      id: "figure.duplicate",
      title: m.figure_duplicate,
      group,
      keys: ["Mod+D"],
      when: chosen,
      run: () => annotating.duplicate(),
    },
    {
      id: "edit.delete",
      title: m.figure_delete_chosen,
      group,
      keys: ["Delete", "Backspace"],
      when: chosen,
      run: () => annotating.remove(),
    },
    {
      id: "edit.select_all",
      title: m.figure_select_all,
      group,
      keys: ["Mod+A"],
      run: () => annotating.select(annotating.shapes.map((shape) => shape.id)),
    },
    {
      id: "figure.leave",
      title: m.figure_leave,
      group,
      keys: ["Escape"],
      unlisted: true,
      run: () => {
        annotating.cancel();
        if (annotating.tool !== "select") annotating.choose("select");
        else if (chosen()) annotating.select([]);
        else leave();
      },
    },
  ]);
}
