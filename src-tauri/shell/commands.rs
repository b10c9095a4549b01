//! The commands of the native menu: one table, from which the menu is built here and the palette and the
//! shortcuts in the window (`commands.gen.ts`). What a command does is the window's business.

/// `id` is dotted, area first; `menu` is the submenu's title; `keys` as in `ui/src/ui/keys.ts`, with Mod for Cmd on a Mac, Ctrl elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Command {
    pub id: &'static str,
    pub menu: &'static str,
    pub label: &'static str,
    pub keys: Option<&'static str>,
    /// A line above it.
    pub begins_group: bool,
    /// It makes no sense while no library is open.
    pub needs_library: bool,
}

/// In the order of the menu. `library.recent` is a submenu, whose items name a library as their argument.
pub const COMMANDS: &[Command] = &[
    always("library.new", "File", "New library…", Some("Mod+Shift+N")),
    always("library.open", "File", "Open library…", Some("Mod+O")),
    always(OPEN_RECENT, "File", "Open recent", None),
    needs("document.new_process", "File", "New process", None).below_a_line(),
    needs("document.new_sop", "File", "New SOP", None),
    needs("document.new_procedure", "File", "New procedure", None),
    needs("document.new_instruction", "File", "New work instruction", None),
    needs("document.new_policy", "File", "New policy", None),
    needs("library.export", "File", "Export…", Some("Mod+E")).below_a_line(),
    needs("library.print", "File", "Print…", Some("Mod+P")),
    needs("library.check", "File", "Check library", None),
    needs("library.verify", "File", "Verify files", None),
    needs("library.backups", "File", "Backups…", None),
    always(CLOSE, "File", "Close", Some("Mod+W")).below_a_line(),
    needs("edit.undo", "Edit", "Undo", Some("Mod+Z")),
    needs("edit.redo", "Edit", "Redo", Some("Mod+Shift+Z")),
    needs(CUT, "Edit", "Cut", Some("Mod+X")).below_a_line(),
    needs(COPY, "Edit", "Copy", Some("Mod+C")),
    needs(PASTE, "Edit", "Paste", Some("Mod+V")),
    needs("edit.delete", "Edit", "Delete", Some("Delete")),
    needs("edit.select_all", "Edit", "Select all", Some("Mod+A")),
    needs("map.copy_png", "Edit", "Copy map as PNG", Some("Mod+Shift+C")).below_a_line(),
    needs("map.copy_svg", "Edit", "Copy map as SVG", None),
    needs("edit.rename", "Edit", "Rename", Some("F2")).below_a_line(),
    needs("edit.find", "Edit", "Find", Some("Mod+F")),
    needs("view.palette", "View", "Go to anything…", Some("Mod+K")),
    needs("view.back", "View", "Back", Some("Alt+ArrowLeft")),
    needs("view.forward", "View", "Forward", Some("Alt+ArrowRight")),
    needs("view.reader", "View", "Reader view", Some("Mod+Shift+P")).below_a_line(),
    needs("view.sidebar", "View", "Sidebar", Some("Mod+\\")),
    needs("view.inspector", "View", "Inspector", Some("Mod+I")),
    needs("view.zoom_in", "View", "Zoom in", Some("Mod+=")).below_a_line(),
    needs("view.zoom_out", "View", "Zoom out", Some("Mod+-")),
    needs("view.zoom_reset", "View", "Actual size", Some("Mod+0")),
    needs("view.zoom_fit", "View", "Fit all", Some("Shift+1")),
    always("theme.system", "View", "Light or dark as the system", None).below_a_line(),
    always("theme.light", "View", "Light", None),
    always("theme.dark", "View", "Dark", None),
    always("help.shortcuts", "Help", "Keyboard shortcuts", Some("?")),
    always("help.about", "Help", "About Roadbook", None),
];

pub const OPEN_RECENT: &str = "library.recent";
pub const CLOSE: &str = "window.close";
/// These three are done by the web view itself, as for its own keys.
pub const CUT: &str = "edit.cut";
pub const COPY: &str = "edit.copy";
pub const PASTE: &str = "edit.paste";

const fn always(id: &'static str, menu: &'static str, label: &'static str, keys: Option<&'static str>) -> Command {
    Command { id, menu, label, keys, begins_group: false, needs_library: false }
}

const fn needs(id: &'static str, menu: &'static str, label: &'static str, keys: Option<&'static str>) -> Command {
    Command { id, menu, label, keys, begins_group: false, needs_library: true }
}

impl Command {
    const fn below_a_line(self) -> Self {
        Self { begins_group: true, ..self }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_and_keys_are_used_once() {
        let ids: BTreeSet<_> = COMMANDS.iter().map(|command| command.id).collect();
        assert_eq!(ids.len(), COMMANDS.len());
        let keys: Vec<_> = COMMANDS.iter().filter_map(|command| command.keys).collect();
        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
    }

    #[test]
    fn a_menu_is_not_torn_apart() {
        let mut menus: Vec<_> = COMMANDS.iter().map(|command| command.menu).collect();
        menus.dedup();
        assert_eq!(menus, ["File", "Edit", "View", "Help"]);
    }
}
