/** The map's commands: the palette, the menu, the shortcut sheet and the keyboard all get them from here. */
import type { Delegation, NodeId, NodeKind, Side } from "../../api";
import { m } from "../../i18n";
import type { Command } from "../../state/commands.svelte";
import { library } from "../../state/library.svelte";
import {
  AddIcon,
  CopyIcon,
  DeleteIcon,
  FitIcon,
  LaneIcon,
  MinimapIcon,
  OutlineIcon,
  RenameIcon,
  SearchIcon,
  TidyIcon,
} from "../../ui/icons";
import { addBeside, addNext, addSomewhere, duplicateChosen, insertInto, removeChosen } from "./acting";
import { addBranch, forkOf, joinBranches, otherEnds } from "./branching";
import { openDocuments } from "./documents";
import type { MapEditing } from "./editing.svelte";
import { addLane, broaden, hasRoles, moveLane, removeLane, turnLanes, walkLanes } from "./lanes";
import { align, beside, distribute, nudge, show, tidy, walk, walkWays } from "./moving";
import { around } from "./model/guides";
import type { Alignment } from "./model/gestures";
import { chosenRoute } from "./route.svelte";
import { minimapped } from "./panels.svelte";
import { delegationName, kindIcon, kindName, nodeKinds } from "./words";

export interface Surroundings {
  /** Whether keys are meant for the map: the focus is in it, or nowhere. */
  here: () => boolean;
  toggleOutline: () => void;
  copy: (cut: boolean) => void;
  paste: () => void;
}

const sides: readonly [string, Side][] = [
  ["ArrowRight", "right"],
  ["ArrowLeft", "left"],
  ["ArrowUp", "top"],
  ["ArrowDown", "bottom"],
];

export function mapCommands(map: MapEditing, around: Surroundings): Command[] {
  const group = () => m.map_commands();
  const writable = () => !library.readOnly;
  const one = () => map.chosenNodes.length === 1 && map.lane === null;
  const any = () => map.chosenNodes.length > 0;
  const command = (
    id: string,
    title: () => string,
    rest: Omit<Command, "id" | "title" | "group">,
  ): Command => {
    const { when = () => true, keys } = rest;
    // Zooming is meant for the map wherever the focus is; everything else is for whoever has it.
    const anywhere = keys?.every((chord) => /^Mod\+[^A-Z]$/.test(chord)) ?? true;
    return { id, title, group, ...rest, when: () => when() && (anywhere || around.here()) };
  };
  const editing = (id: string, title: () => string, rest: Omit<Command, "id" | "title" | "group">): Command =>
    command(id, title, { ...rest, when: () => writable() && (rest.when?.() ?? true) });

  return [
    ...adding(map, editing, one),
    ...selected(map, editing, around, { one, any }),
    ...lanework(map, editing),
    ...walking(map, command, editing, { one, any }),
    ...viewing(map, command, around),
  ];
}

type Make = (id: string, title: () => string, rest: Omit<Command, "id" | "title" | "group">) => Command;
interface Chosen {
  one: () => boolean;
  any: () => boolean;
}

function adding(map: MapEditing, make: Make, one: () => boolean): Command[] {
  const only = (): NodeId => map.chosenNodes[0]!;
  return [
    make("map.next", m.map_add_next, {
      keys: ["Tab"],
      icon: AddIcon,
      when: one,
      run: () => void addNext(map, only()),
    }),
    make("map.branch", m.map_add_branch, {
      keys: ["Shift+Tab"],
      when: () => one() && forkOf(map, only()) !== null,
      run: () => void addBranch(map, only()),
    }),
    make("map.join", m.map_join_branches, {
      keys: ["Mod+J"],
      when: () => one() && otherEnds(map, only()).length > 0,
      run: () => void joinBranches(map, only()),
    }),
    // Known to the label's own keys alone; here it stands for the sheet.
    make("map.typing_outcome", m.map_add_outcome, {
      keys: ["Mod+Enter"],
      unlisted: true,
      when: () => false,
      run: () => undefined,
    }),
    ...sides.map(([key, side]) =>
      make(`map.add_${side}`, () => m.map_add_side({ side: sideName(side) }), {
        keys: [`Mod+${key}`],
        when: one,
        unlisted: true,
        run: () => void addBeside(map, only(), side),
      }),
    ),
    ...nodeKinds.map((kind: NodeKind) =>
      make(`map.add_${kind}`, () => m.map_add_kind({ kind: kindName(kind) }), {
        icon: kindIcon[kind],
        run: () => void addSomewhere(map, kind),
      }),
    ),
  ];
}

function selected(map: MapEditing, make: Make, around: Surroundings, { one, any }: Chosen): Command[] {
  const label = () => {
    const connection = map.chosenConnections[0];
    if (map.lane !== null) map.lanework.naming = map.lane;
    else if (any()) map.label.begin("node", map.chosenNodes[0]!);
    else if (connection) map.label.begin("connection", connection);
  };
  const chosen = () => any() || map.chosenConnections.length > 0 || map.lane !== null;
  const single = () => map.lane !== null || one() || (!any() && map.chosenConnections.length === 1);
  const decide = (delegation: Delegation, key: string) =>
    make(`map.${delegation}`, () => m.map_decide({ decision: delegationName(delegation) }), {
      keys: [key],
      when: any,
      run: () => {
        const ids = [...map.chosenNodes];
        const all = ids.every((id) => map.open.nodes.get(id)?.delegation === delegation);
        const value = all ? null : delegation;
        void map.send({ edit: "update_nodes", ids, change: { field: "delegation", value } });
      },
    });
  return [
    make("edit.rename", m.map_edit_label, {
      keys: ["F2", "Enter"],
      icon: RenameIcon,
      when: single,
      run: label,
    }),
    make("edit.delete", m.map_delete, {
      keys: ["Delete", "Backspace"],
      icon: DeleteIcon,
      when: chosen,
      run: () => (map.lane === null ? removeChosen(map) : removeLane(map, map.lane)),
    }),
    make("map.duplicate", m.map_duplicate, {
      keys: ["Mod+D"],
      icon: CopyIcon,
      when: any,
      run: () => duplicateChosen(map),
    }),
    make("edit.copy", m.map_copy, {
      keys: ["Mod+C"],
      clipboard: true,
      when: any,
      run: () => around.copy(false),
    }),
    make("edit.cut", m.map_cut, {
      keys: ["Mod+X"],
      clipboard: true,
      when: any,
      run: () => around.copy(true),
    }),
    make("edit.paste", m.map_paste, { keys: ["Mod+V"], clipboard: true, run: () => around.paste() }),
    decide("keep", "K"),
    decide("delegate", "D"),
    decide("automate", "A"),
    make("map.open_documents", m.map_open_documents, {
      keys: ["Mod+Enter"],
      when: one,
      run: () => openDocuments(map, map.chosenNodes[0]!),
    }),
  ];
}

function lanework(map: MapEditing, make: Make): Command[] {
  const lane = () => map.lane !== null;
  const across = () => map.lanework.across;
  return [
    make("map.add_lane", () => (hasRoles(map) ? m.map_lanes_of_roles() : m.map_add_lane()), {
      keys: ["Shift+L"],
      icon: LaneIcon,
      run: async () => {
        const id = await addLane(map);
        if (id) map.lanework.naming = id;
      },
    }),
    make("map.lanes_turn", () => (across() ? m.map_lanes_turn_down() : m.map_lanes_lay_across()), {
      icon: LaneIcon,
      when: () => map.lanes.length > 0,
      run: () => turnLanes(map),
    }),
    make("map.lane_before", () => (across() ? m.map_lane_before() : m.map_lane_left()), {
      keys: ["Alt+ArrowUp", "Alt+ArrowLeft"],
      when: lane,
      run: () => moveLane(map, map.lane!, -1),
    }),
    make("map.lane_after", () => (across() ? m.map_lane_after() : m.map_lane_right()), {
      keys: ["Alt+ArrowDown", "Alt+ArrowRight"],
      when: lane,
      run: () => moveLane(map, map.lane!, 1),
    }),
    make("map.lane_broader", m.map_lane_broader, {
      keys: ["Shift+ArrowDown", "Shift+ArrowRight"],
      when: lane,
      run: () => broaden(map, map.lane!, 24),
    }),
    make("map.lane_narrower", m.map_lane_narrower, {
      keys: ["Shift+ArrowUp", "Shift+ArrowLeft"],
      when: lane,
      run: () => broaden(map, map.lane!, -24),
    }),
    make("map.lane_walk_back", m.map_lane_walk_back, {
      keys: ["ArrowUp", "ArrowLeft"],
      when: lane,
      unlisted: true,
      run: () => walkLanes(map, map.lane!, -1),
    }),
    make("map.lane_walk_on", m.map_lane_walk_on, {
      keys: ["ArrowDown", "ArrowRight"],
      when: lane,
      unlisted: true,
      run: () => walkLanes(map, map.lane!, 1),
    }),
  ];
}

function walking(map: MapEditing, command: Make, editing: Make, { one, any }: Chosen): Command[] {
  const [dx, dy] = [
    { right: 1, left: -1, top: 0, bottom: 0 },
    { right: 0, left: 0, top: -1, bottom: 1 },
  ];
  /** The connection that alone is chosen. */
  const way = () => (!any() && map.chosenConnections.length === 1 ? map.chosenConnections[0]! : null);
  const push = (x: number, y: number) => {
    const alone = way();
    if (alone === null) nudge(map, x, y);
    else map.bending.nudge(alone, { x, y });
  };
  const walkFrom = (side: Side) => {
    const alone = map.open.connections.get(way() ?? "");
    if (!alone) walk(map, side);
    else show(map, side === "right" || side === "bottom" ? alone.target : alone.source);
  };
  const lines: readonly [Alignment, () => string][] = [
    ["left", m.map_align_left],
    ["center", m.map_align_center],
    ["right", m.map_align_right],
    ["top", m.map_align_top],
    ["middle", m.map_align_middle],
    ["bottom", m.map_align_bottom],
  ];
  return [
    command("map.ways", m.map_choose_way, {
      keys: ["Alt+Enter"],
      when: () => one() || way() !== null,
      run: () => walkWays(map),
    }),
    editing("map.straighten", m.map_connection_straighten, {
      when: () => (map.open.connections.get(way() ?? "")?.waypoints.length ?? 0) > 0,
      run: () => map.bending.straighten(way()!),
    }),
    editing("map.insert", m.map_insert_into, {
      keys: ["Tab"],
      when: () => way() !== null,
      run: () => void insertInto(map, way()!),
    }),
    editing("map.tidy", m.map_tidy, {
      keys: ["Shift+T"],
      icon: TidyIcon,
      when: () => map.nodes.length > 1,
      run: () => tidy(map),
    }),
    ...sides.flatMap(([key, side]) => [
      command(`map.walk_${side}`, () => m.map_walk({ side: sideName(side) }), {
        keys: [`Alt+${key}`],
        // Where the flow ends the key is the window's: Alt+Left goes back to the place before.
        when: () => way() !== null || (one() && beside(map, side) !== null),
        unlisted: true,
        run: () => walkFrom(side),
      }),
      editing(`map.nudge_${side}`, () => m.map_nudge({ side: sideName(side) }), {
        keys: [key],
        when: () => any() || way() !== null,
        unlisted: true,
        run: () => push(dx[side] * 8, dy[side] * 8),
      }),
      editing(`map.nudge_little_${side}`, () => m.map_nudge_little({ side: sideName(side) }), {
        keys: [`Shift+${key}`],
        when: () => any() || way() !== null,
        unlisted: true,
        run: () => push(dx[side], dy[side]),
      }),
    ]),
    ...lines.map(([to, title]) =>
      editing(`map.align_${to}`, title, {
        when: () => map.chosenNodes.length > 1,
        run: () => align(map, to),
      }),
    ),
    editing("map.distribute_x", m.map_distribute_x, {
      when: () => map.chosenNodes.length > 2,
      run: () => distribute(map, "x"),
    }),
    editing("map.distribute_y", m.map_distribute_y, {
      when: () => map.chosenNodes.length > 2,
      run: () => distribute(map, "y"),
    }),
  ];
}

function viewing(map: MapEditing, make: Make, surroundings: Surroundings): Command[] {
  const { view } = map;
  const chosen = () => map.boxesOf(map.chosenNodes).map(({ rect }) => rect);
  return [
    make("edit.select_all", m.map_choose_all, { keys: ["Mod+A"], run: () => map.chooseAll() }),
    make("map.leave", m.map_leave, {
      keys: ["Escape"],
      unlisted: true,
      when: () =>
        map.tool !== null ||
        map.chosenNodes.length + map.chosenConnections.length > 0 ||
        map.lane !== null ||
        map.route !== null,
      run: () => {
        if (map.tool !== null) map.tool = null;
        else if (map.chosenNodes.length + map.chosenConnections.length > 0 || map.lane !== null)
          map.choose({});
        else chosenRoute.letGo();
      },
    }),
    make("view.zoom_fit", m.map_fit, {
      keys: ["Shift+1"],
      icon: FitIcon,
      run: () => {
        if (map.open.map) view.fit(map.open.map.bounds);
      },
    }),
    make("map.fit_chosen", m.map_fit_chosen, {
      keys: ["Shift+2"],
      when: () => map.chosenNodes.length > 0,
      run: () => view.fit(around(chosen()), { largest: 1.5 }),
    }),
    make("view.zoom_in", m.map_zoom_in, { keys: ["Mod+=", "Mod++"], run: () => view.zoomBy(1.25) }),
    make("view.zoom_out", m.map_zoom_out, { keys: ["Mod+-"], run: () => view.zoomBy(0.8) }),
    make("view.zoom_reset", m.map_zoom_reset, { keys: ["Mod+0"], run: () => view.zoomTo(1) }),
    make("edit.find", m.map_find, {
      keys: ["Mod+F"],
      icon: SearchIcon,
      when: () => !map.empty,
      run: () => map.finding.begin(),
    }),
    make("map.find_next", m.map_find_next, {
      keys: ["F3"],
      when: () => map.finding.open,
      unlisted: true,
      run: () => map.finding.walk(1),
    }),
    make("map.find_before", m.map_find_before, {
      keys: ["Shift+F3"],
      when: () => map.finding.open,
      unlisted: true,
      run: () => map.finding.walk(-1),
    }),
    make("map.minimap", m.map_minimap_toggle, {
      keys: ["M"],
      icon: MinimapIcon,
      when: () => map.nodes.length >= minimapped.from,
      run: () => {
        minimapped.open = !minimapped.open;
      },
    }),
    make("map.outline", m.map_outline_toggle, {
      keys: ["O"],
      icon: OutlineIcon,
      when: () => !map.empty,
      run: surroundings.toggleOutline,
    }),
  ];
}

const sideName = (side: Side): string =>
  ({ right: m.map_right, left: m.map_left, top: m.map_up, bottom: m.map_down })[side]();
