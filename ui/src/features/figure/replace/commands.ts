/** The commands that put another picture in the place of the chosen one. */
import type { Figure } from "../../../api";
import { m } from "../../../i18n";
import { commands } from "../../../state/commands.svelte";
import { library, type OpenDocument } from "../../../state/library.svelte";
import { session } from "../../../state/session.svelte";
import { PasteIcon, ReplaceIcon } from "../../../ui/icons";
import { replacing } from "./replacing.svelte";

/** The picture that is chosen, or on which a mark is. */
export function chosenFigure(open: OpenDocument): Figure | undefined {
  const { kind, ids } = session.selection ?? { kind: null, ids: [] };
  if (kind === "figure") return open.figuresById.get(ids[0]!);
  if (kind !== "shape") return undefined;
  return [...open.figuresById.values()].find((figure) => figure.shapes.some(({ id }) => ids.includes(id)));
}

/** Registers them; call what it returns when the document is left. */
export function replaceCommands(open: OpenDocument): () => void {
  const group = m.figure_annotation;
  const when = () => session.shows(open.id) && !library.readOnly && chosenFigure(open) !== undefined;
  const replace = (from: "clipboard" | "pick") => {
    const figure = chosenFigure(open);
    if (figure) return replacing.begin(figure, { from });
  };
  return commands.register([
    {
      id: "figure.replace_paste",
      title: m.figure_replace_paste,
      group,
      keys: ["Mod+Shift+V"],
      icon: PasteIcon,
      when,
      run: () => replace("clipboard"),
    },
    {
      id: "figure.replace_pick",
      title: m.figure_replace_pick,
      group,
      keys: ["Mod+Shift+R"],
      icon: ReplaceIcon,
      when,
      run: () => replace("pick"),
    },
  ]);
}
