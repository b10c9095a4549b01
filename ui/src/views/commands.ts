/** The commands of the window itself: those of the native menu, and the places to go. Editors bring their own,
 *  which come before these while they are shown. */
import { flushSync } from "svelte";
import { api, commandTable, failure, type CommandId, type DocumentKind, type DocumentRow } from "../api";
import { createDocument, duplicate, moveToTrash } from "../features/library/documents";
import { tree } from "../features/library/tree.svelte";
import { copyCommands } from "../features/pack/copying";
import { m } from "../i18n";
import { editName } from "../i18n/edits";
import { documentKinds, kindName } from "../i18n/words";
import type { Command } from "../state/commands.svelte";
import { changeKind } from "../state/kinds";
import { library } from "../state/library.svelte";
import { navigation, session } from "../state/session.svelte";
import { toasts } from "../state/toasts";
import {
  BackIcon,
  CopyIcon,
  DeleteIcon,
  ExpectedIcon,
  ExportIcon,
  FolderIcon,
  FolderOpenIcon,
  ForwardIcon,
  HelpIcon,
  InspectorIcon,
  KeyIcon,
  NewIcon,
  OutlineIcon,
  PrintIcon,
  ReadIcon,
  RedoIcon,
  RenameIcon,
  ReplaceIcon,
  RoleIcon,
  SearchIcon,
  SettingsIcon,
  SidebarIcon,
  ThemeIcon,
  UndoIcon,
} from "../ui/icons";
import { roadbook } from "./window.svelte";

const keysOf = (id: CommandId): readonly string[] => {
  const keys = commandTable.find((entry) => entry.id === id)?.keys;
  return keys ? [keys] : [];
};

const shown = (): DocumentRow | null => library.documents.get(session.document ?? "") ?? null;
/** Drawn before the next key comes, which belongs to what is opened. */
const openPalette = () =>
  flushSync(() => {
    roadbook.palette = true;
  });
const isOpen = () => roadbook.phase === "library";
const canEdit = () => isOpen() && !library.readOnly;
const onDocument = () => isOpen() && shown() !== null;
const editsDocument = () => canEdit() && shown() !== null;

async function create(kind: DocumentKind): Promise<void> {
  if (!(await createDocument(kind))) return;
  if (session.sidebar.collapsed) session.toggle("sidebar");
  await tree.nameSelected(true);
}

const creates = (kind: DocumentKind, title: () => string): Command => ({
  id: `document.new_${kind}`,
  title,
  group: m.command_group_library,
  icon: NewIcon,
  when: canEdit,
  run: () => create(kind),
});

const goes = (
  view: "library" | "health" | "roles" | "trash" | "settings",
  title: () => string,
  icon: Command["icon"],
): Command => ({
  id: `go.${view}`,
  title,
  group: m.command_group_go,
  ...(icon && { icon }),
  when: isOpen,
  run: () => roadbook.go(view),
});

const wears = (theme: "system" | "light" | "dark", title: () => string): Command => ({
  id: `theme.${theme}`,
  title,
  group: m.command_group_view,
  icon: ThemeIcon,
  run: () => session.setTheme(theme),
});

/** Puts the focus on a part of the window, where one can go on by keyboard. */
function focus(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}

/** The parts of the window in their order, each by what takes the focus in it. */
const parts = [
  ["[data-testid=sidebar]", "[role=tree]"],
  ["[data-testid=main]", null],
  ["[data-testid=inspector]", "input, textarea, button, [tabindex='0']"],
] as const;

/** From the part of the window that has the focus to the next one that is shown. */
function focusPart(by: 1 | -1): void {
  const at = parts.findIndex(([part]) => document.querySelector(part)?.contains(document.activeElement));
  for (let step = 1; step <= parts.length; step++) {
    const [part, inside] =
      parts[(Math.max(at, by < 0 ? 0 : -1) + by * step + 2 * parts.length) % parts.length]!;
    const place = document.querySelector<HTMLElement>(part);
    const target = inside === null ? place : place?.querySelector<HTMLElement>(inside);
    if (!target || place?.closest("[hidden]")) continue;
    target.focus();
    return;
  }
}

export function windowCommands(): Command[] {
  return [
    {
      id: "edit.undo",
      title: () =>
        library.state?.undo ? m.command_undo_what({ what: editName(library.state.undo) }) : m.command_undo(),
      name: m.command_undo,
      group: m.command_group_edit,
      keys: keysOf("edit.undo"),
      icon: UndoIcon,
      // What is being typed outside a text field's own undo may not be an edit yet.
      when: () => isOpen() && library.mayTravel("undo"),
      run: () => library.undo(),
    },
    {
      id: "edit.redo",
      title: () =>
        library.state?.redo ? m.command_redo_what({ what: editName(library.state.redo) }) : m.command_redo(),
      name: m.command_redo,
      group: m.command_group_edit,
      keys: [...keysOf("edit.redo"), "Mod+Y"],
      icon: RedoIcon,
      when: () => isOpen() && library.mayTravel("redo"),
      run: () => library.redo(),
    },
    {
      id: "edit.rename",
      title: m.command_rename,
      group: m.command_group_document,
      keys: keysOf("edit.rename"),
      icon: RenameIcon,
      when: editsDocument,
      run: () => {
        if (session.sidebar.collapsed) session.toggle("sidebar");
        return tree.nameSelected();
      },
    },
    {
      id: "document.publish",
      title: m.command_publish,
      group: m.command_group_document,
      icon: ExpectedIcon,
      when: onDocument,
      run: () => {
        roadbook.publishing = true;
      },
    },
    {
      id: "document.duplicate",
      title: m.command_duplicate,
      group: m.command_group_document,
      icon: CopyIcon,
      when: editsDocument,
      run: () => duplicate(shown()!),
    },
    ...documentKinds.map((kind): Command => ({
      id: `document.kind_${kind}`,
      title: () => m.command_change_kind({ kind: kindName(kind) }),
      group: m.command_group_document,
      icon: ReplaceIcon,
      when: () => editsDocument() && shown()?.kind !== kind,
      unlisted: "until typed",
      run: () => changeKind(shown()!, kind),
    })),
    {
      id: "document.trash",
      title: m.command_trash_document,
      group: m.command_group_document,
      icon: DeleteIcon,
      when: editsDocument,
      run: () => moveToTrash(shown()!),
    },
    {
      id: "library.export",
      title: m.command_export,
      group: m.command_group_document,
      keys: keysOf("library.export"),
      icon: ExportIcon,
      when: isOpen,
      run: () => roadbook.askExport(shown()),
    },
    {
      id: "view.reader",
      title: m.command_reader,
      group: m.command_group_view,
      keys: keysOf("view.reader"),
      icon: ReadIcon,
      when: onDocument,
      run: () => roadbook.toggleReader(),
    },
    {
      id: "library.print",
      title: m.command_print,
      group: m.command_group_document,
      keys: keysOf("library.print"),
      icon: PrintIcon,
      when: onDocument,
      run: () => roadbook.print(),
    },
    ...copyCommands(() => (isOpen() ? shown() : null), keysOf),
    {
      id: "view.palette",
      title: m.command_palette,
      group: m.command_group_go,
      keys: keysOf("view.palette"),
      icon: SearchIcon,
      when: isOpen,
      unlisted: true,
      run: openPalette,
    },
    {
      id: "edit.find",
      title: m.command_find,
      group: m.command_group_go,
      keys: keysOf("edit.find"),
      icon: SearchIcon,
      when: isOpen,
      unlisted: true,
      run: openPalette,
    },
    {
      id: "view.back",
      title: m.command_back,
      group: m.command_group_go,
      keys: keysOf("view.back"),
      icon: BackIcon,
      when: () => isOpen() && navigation.canBack,
      run: () => void navigation.back(),
    },
    {
      id: "view.forward",
      title: m.command_forward,
      group: m.command_group_go,
      keys: keysOf("view.forward"),
      icon: ForwardIcon,
      when: () => isOpen() && navigation.canForward,
      run: () => void navigation.forward(),
    },
    goes("library", m.command_home, OutlineIcon),
    goes("health", m.command_health, ExpectedIcon),
    goes("roles", m.command_roles, RoleIcon),
    goes("trash", m.command_trash, DeleteIcon),
    goes("settings", m.command_settings, SettingsIcon),
    {
      id: "go.filter",
      title: m.command_filter,
      group: m.command_group_go,
      keys: ["Mod+Shift+F"],
      icon: SearchIcon,
      when: isOpen,
      run: () => {
        if (session.sidebar.collapsed) flushSync(() => session.toggle("sidebar"));
        focus("[data-filter]");
      },
    },
    {
      id: "go.next_part",
      title: m.command_next_part,
      group: m.command_group_go,
      keys: ["F6"],
      unlisted: true,
      when: isOpen,
      run: () => focusPart(1),
    },
    {
      id: "go.part_before",
      title: m.command_part_before,
      group: m.command_group_go,
      keys: ["Shift+F6"],
      unlisted: true,
      when: isOpen,
      run: () => focusPart(-1),
    },
    {
      id: "view.sidebar",
      title: m.command_toggle_sidebar,
      group: m.command_group_view,
      keys: keysOf("view.sidebar"),
      icon: SidebarIcon,
      when: isOpen,
      run: () => session.toggle("sidebar"),
    },
    {
      id: "view.inspector",
      title: m.command_toggle_inspector,
      group: m.command_group_view,
      keys: keysOf("view.inspector"),
      icon: InspectorIcon,
      when: onDocument,
      run: () => session.toggle("inspector"),
    },
    wears("system", m.command_theme_system),
    wears("light", m.command_theme_light),
    wears("dark", m.command_theme_dark),
    creates("process", m.command_new_process),
    creates("sop", m.command_new_sop),
    creates("procedure", m.command_new_procedure),
    creates("instruction", m.command_new_instruction),
    creates("policy", m.command_new_policy),
    {
      id: "library.check",
      title: m.command_check_library,
      group: m.command_group_library,
      icon: ExpectedIcon,
      when: isOpen,
      run: () => roadbook.go("health"),
    },
    {
      id: "library.verify",
      title: m.command_verify,
      group: m.command_group_library,
      icon: ExpectedIcon,
      when: isOpen,
      run: () => {
        roadbook.go("settings");
        roadbook.verifying = true;
      },
    },
    {
      id: "library.backups",
      title: m.command_backups,
      group: m.command_group_library,
      icon: UndoIcon,
      when: isOpen,
      run: () => roadbook.showBackups(),
    },
    {
      id: "library.new",
      title: m.command_new_library,
      group: m.command_group_library,
      keys: keysOf("library.new"),
      icon: FolderIcon,
      run: () => roadbook.open({ choice: "empty", name: m.welcome_name_usual(), elsewhere: true }),
    },
    {
      id: "library.open",
      title: m.command_open_library,
      group: m.command_group_library,
      keys: keysOf("library.open"),
      icon: FolderOpenIcon,
      run: () => roadbook.open({ choice: "pick" }),
    },
    {
      id: "window.close",
      title: m.command_close,
      group: m.command_group_library,
      keys: keysOf("window.close"),
      unlisted: true,
      run: async () => {
        try {
          await library.flush();
          await api.job({ job: "close_window" });
        } catch (error) {
          toasts.show(failure(error).message, { tone: "bad" });
        }
      },
    },
    {
      id: "help.shortcuts",
      title: m.command_shortcuts,
      group: m.command_group_help,
      keys: keysOf("help.shortcuts"),
      icon: KeyIcon,
      run: () => {
        roadbook.shortcuts = true;
      },
    },
    {
      id: "help.about",
      title: m.command_about,
      group: m.command_group_help,
      icon: HelpIcon,
      run: () => {
        roadbook.about = true;
      },
    },
  ];
}
