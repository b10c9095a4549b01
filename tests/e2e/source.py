"""A small window from which files can be dragged, as from a file manager. Arguments: their paths."""
import sys
from importlib import import_module
from pathlib import Path

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
Gdk = import_module("gi.repository.Gdk")
Gtk = import_module("gi.repository.Gtk")

uris = [Path(name).resolve().as_uri() for name in sys.argv[1:]]
window = Gtk.Window(title="Drag source", type=Gtk.WindowType.POPUP)
window.move(1340, 860)
window.set_default_size(200, 100)
box = Gtk.EventBox()
box.add(Gtk.Label(label=f"{len(uris)} files"))
box.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
box.drag_source_add_uri_targets()
box.connect("drag-data-get", lambda _box, _context, data, _info, _time: data.set_uris(uris))
box.connect("drag-end", lambda *_: Gtk.main_quit())
window.add(box)
window.show_all()
Gtk.main()
