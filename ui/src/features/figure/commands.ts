/** The commands of a picture that is being annotated, for its keys, the palette, its menus and the shortcut
 *  sheet. */
import { m } from "../../i18n";
import { commands, type Command } from "../../state/commands.svelte";
import { session } from "../../state/session.svelte";
import { tellEdit, toasts } from "../../state/toasts";
import { align, distribute, duplicate, hideEverywhere, keepCrop, layer } from "./acting";
import type { Annotating, Tool } from "./annotating.svelte";
import type { Axis, Edge, Layer } from "./arranging";
import { shapeKinds } from "./shapes";
import { turnStep } from "./turned";
import { isTurnable } from "./turning";

interface Around {
  leave: () => void;
  toggleFull: () => void;
}

/** Registers them; call what it returns when the picture is left. */
export function annotationCommands(annotating: Annotating, { leave, toggleFull }: Around): () => void {
  const group = m.figure_annotation;
  const chosen = () => annotating.selected.length > 0;
  const make = (
    id: string,
    title: () => string,
    keys: readonly string[],
    run: Command["run"],
    when?: () => boolean,
  ): Command => ({ id, title, group, keys, run, ...(when ? { when } : {}) });
  const tool = (id: Tool, title: () => string, keys: string) =>
    make(`figure.${id}`, title, [keys], () => annotating.choose(id));
  const order = (to: Layer, title: () => string, keys: string) =>
    make(`figure.${to}`, title, [keys], () => layer(annotating, to), chosen);
  const turn = (name: string, title: () => string, keys: string, degrees: number) =>
    make(
      `figure.turn_${name}`,
      title,
      [keys],
      () => annotating.turn(degrees),
      () => annotating.chosen.some(isTurnable),
    );
  const line = (edge: Edge, title: () => string) =>
    make(
      `figure.align_${edge}`,
      title,
      [],
      () => align(annotating, edge),
      () => annotating.selected.length > 1,
    );
  const spread = (axis: Axis, title: () => string) =>
    make(
      `figure.distribute_${axis}`,
      title,
      [],
      () => distribute(annotating, axis),
      () => annotating.selected.length > 2,
    );

  const all: Command[] = [
    tool("select", m.figure_select, "V"),
    ...shapeKinds.map(({ kind, label, keys }) => tool(kind, label, keys)),
    tool("crop", m.figure_crop, "C"),
    make("figure.full", m.figure_full, ["F"], toggleFull),
    make(
      "figure.keep_crop",
      m.figure_crop_keep,
      ["Enter"],
      () => keepCrop(annotating),
      () => annotating.cropping !== null,
    ),
    make("figure.duplicate", m.figure_duplicate, ["Mod+D"], () => duplicate(annotating), chosen),
    order("front", m.figure_front, "Mod+Shift+ArrowUp"),
    order("forward", m.figure_forward, "Mod+ArrowUp"),
    order("backward", m.figure_backward, "Mod+ArrowDown"),
    order("back", m.figure_back, "Mod+Shift+ArrowDown"),
    turn("left", m.figure_turn_left, "Mod+ArrowLeft", -1),
    turn("right", m.figure_turn_right, "Mod+ArrowRight", 1),
    turn("far_left", m.figure_turn_far_left, "Mod+Shift+ArrowLeft", -turnStep),
    turn("far_right", m.figure_turn_far_right, "Mod+Shift+ArrowRight", turnStep),
    line("left", m.figure_align_left),
    line("center", m.figure_align_center),
    line("right", m.figure_align_right),
    line("top", m.figure_align_top),
    line("middle", m.figure_align_middle),
    line("bottom", m.figure_align_bottom),
    spread("horizontal", m.figure_distribute_horizontal),
    spread("vertical", m.figure_distribute_vertical),
    make(
      "figure.hide_everywhere",
      m.figure_hide_everywhere,
      [],
      () => hide(annotating),
      () => annotating.chosen.length === 1 && annotating.chosen[0]?.form.kind === "redaction",
    ),
    make("edit.delete", m.figure_delete_chosen, ["Delete", "Backspace"], () => annotating.remove(), chosen),
    make("edit.select_all", m.figure_select_all, ["Mod+A"], () =>
      annotating.select(annotating.shapes.map((shape) => shape.id)),
    ),
    {
      ...make("figure.leave", m.figure_leave, ["Escape"], () => {
        annotating.cancel();
        if (annotating.tool !== "select") annotating.choose("select");
        else if (chosen()) annotating.select([]);
        else leave();
      }),
      unlisted: true,
    },
  ];
  return commands.register(all, () => session.shows(annotating.open.id));
}

async function hide(annotating: Annotating): Promise<void> {
  const pictures = await hideEverywhere(annotating);
  if (pictures) tellEdit(m.figure_hidden_everywhere({ pictures }));
  else toasts.show(m.figure_hidden_already());
}
