/** The picture of a map on the clipboard: of what is chosen in it, else of the whole. */
import { api, failure, type CopyFormat, type DocumentRow, type NodeId } from "../../api";
import { m } from "../../i18n";
import { titleOr } from "../../i18n/words";
import type { Command } from "../../state/commands.svelte";
import { toasts } from "../../state/toasts";
import { CopyIcon } from "../../ui/icons";
import { chosenNodes } from "./part";

/** `shown` is the document on the screen. `keys` are those of the menu. */
export function copyCommands(
  shown: () => DocumentRow | null,
  keys: (id: "map.copy_png" | "map.copy_svg") => readonly string[],
): Command[] {
  const process = () => (shown()?.kind === "process" ? shown() : null);
  const command = (id: "map.copy_png" | "map.copy_svg", format: CopyFormat): Command => ({
    id,
    title: () => {
      const row = process();
      const name = formatName(format);
      return row && chosenNodes(row).length > 0
        ? m.pack_copy_part({ format: name })
        : m.pack_copy_map({ format: name });
    },
    name: () => m.pack_copy_map({ format: formatName(format) }),
    group: m.command_group_document,
    keys: keys(id),
    icon: CopyIcon,
    when: () => process() !== null,
    run: () => {
      const row = process();
      return row ? copyMap(row, chosenNodes(row), format) : undefined;
    },
  });
  return [command("map.copy_png", "png"), command("map.copy_svg", "svg")];
}

const formatName = (format: CopyFormat): string => (format === "png" ? m.pack_png() : m.pack_svg());

async function copyMap(process: DocumentRow, nodes: readonly NodeId[], format: CopyFormat): Promise<void> {
  const part = nodes.length > 0;
  try {
    const done = await api.job({ job: "copy_map", process: process.id, nodes: [...nodes], format });
    const what = { title: titleOr(process.title), format: formatName(format) };
    const [width, height] = done.pixels ?? [];
    const size = width && height ? m.pack_copied_size({ width, height }) : "";
    const text = (part ? m.pack_copied_part(what) : m.pack_copied_map(what)) + size;
    // What did not come out as it was meant goes before the good news: it is why one would look again.
    for (const warning of done.warnings) toasts.show(warning);
    toasts.show(
      text,
      part ? { action: { label: m.pack_copy_whole(), run: () => void copyMap(process, [], format) } } : {},
    );
  } catch (error) {
    toasts.show(failure(error).message, { tone: "bad" });
  }
}
