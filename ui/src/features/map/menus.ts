/** What a right click offers, by what was clicked: the commands that can be done there. */
import type { NodeKind } from "../../api";
import { m } from "../../i18n";
import type { Command, Commands } from "../../state/commands.svelte";
import { library } from "../../state/library.svelte";
import type { MenuEntry } from "../../ui/menu";
import { addAt } from "./acting";
import type { MapEditing } from "./editing.svelte";
import { kindIcon, kindName, nodeKinds } from "./words";

export function mapMenu(map: MapEditing, commands: Commands): MenuEntry[] {
  const entry = (id: string): MenuEntry[] => {
    const command: Command | undefined = commands.find(id);
    if (!command || command.when?.() === false) return [];
    const { title, icon, keys, run } = command;
    return [{ label: title(), run: () => void run(), keys: keys?.[0], ...(icon && { icon }) }];
  };
  const entries = (...ids: string[]) => ids.flatMap(entry);

  if (map.chosenNodes.length > 0) {
    const groups = [
      entries("map.next", "edit.rename", "map.open_documents"),
      decisions(map),
      kinds(map),
      entries("edit.copy", "edit.cut", "map.duplicate"),
      entries("map.copy_png", "map.copy_svg"),
      entries("edit.delete"),
    ];
    return lined(groups);
  }
  if (map.chosenConnections.length > 0) {
    return lined([entries("edit.rename", "map.insert", "map.straighten"), entries("edit.delete")]);
  }
  if (map.lane !== null) {
    const places = entries("map.lane_before", "map.lane_after", "map.lane_broader", "map.lane_narrower");
    return lined([entries("edit.rename"), places, entries("map.add_lane"), entries("edit.delete")]);
  }
  return lined([
    library.readOnly ? [] : [adding(map)],
    entries("edit.paste", "edit.select_all"),
    entries("map.copy_png", "map.copy_svg"),
    entries("map.tidy", "map.add_lane"),
    entries("view.zoom_fit", "view.zoom_reset", "map.outline"),
  ]);
}

function decisions(map: MapEditing): MenuEntry[] {
  if (library.readOnly) return [];
  const ids = [...map.chosenNodes];
  const all = (value: string | null) => ids.every((id) => map.open.nodes.get(id)?.delegation === value);
  const entry = (
    value: "keep" | "delegate" | "automate" | null,
    label: string,
    keys?: string,
  ): MenuEntry => ({
    label,
    checked: all(value),
    keys,
    run: () => void map.send({ edit: "update_nodes", ids, change: { field: "delegation", value } }),
  });
  return [
    entry("keep", m.map_keep(), "K"),
    entry("delegate", m.map_delegate(), "D"),
    entry("automate", m.map_automate(), "A"),
    entry(null, m.map_undecided()),
  ];
}

function kinds(map: MapEditing): MenuEntry[] {
  if (library.readOnly) return [];
  const ids = [...map.chosenNodes];
  const entries = nodeKinds.map((kind: NodeKind) => ({
    label: kindName(kind),
    icon: kindIcon[kind],
    run: () => void map.send({ edit: "update_nodes", ids, change: { field: "kind", value: kind } }),
  }));
  return [{ label: m.map_change_kind(), entries }];
}

function adding(map: MapEditing): MenuEntry {
  const at = map.pointer ? map.view.toMap(map.pointer) : map.view.centre;
  return {
    label: m.map_add(),
    entries: nodeKinds.map((kind) => ({
      label: kindName(kind),
      icon: kindIcon[kind],
      run: () => void addAt(map, kind, at),
    })),
  };
}

function lined(groups: readonly MenuEntry[][]): MenuEntry[] {
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, at) => (at > 0 ? ["line" as const, ...group] : group));
}
