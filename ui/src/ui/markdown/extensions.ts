/** What the editor can hold: exactly what the tree can say. Loaded with the editor, never at the start. */
import { Extension, Mark, Node, mergeAttributes, type AnyExtension, type Extensions } from "@tiptap/core";
import { ListItem } from "@tiptap/extension-list";
import { Placeholder } from "@tiptap/extensions";
import { tableEditing } from "@tiptap/pm/tables";
import StarterKit from "@tiptap/starter-kit";
import { target } from "./tree";

/** A key of the keyboard. */
const Key = Mark.create({
  name: "key",
  inclusive: false,
  excludes: "code",
  parseHTML: () => [{ tag: "kbd" }],
  renderHTML: ({ HTMLAttributes }) => ["kbd", mergeAttributes(HTMLAttributes), 0],
});

const Callout = Node.create({
  name: "callout",
  group: "block",
  content: "block+",
  defining: true,
  addAttributes: () => ({ kind: { default: "tip" } }),
  parseHTML: () => [
    { tag: "aside[data-kind]", getAttrs: (element) => ({ kind: element.getAttribute("data-kind") }) },
  ],
  renderHTML: ({ node }) => ["aside", { "data-kind": String(node.attrs.kind) }, 0],
});

/** An item of any list; `checked` makes it one of a task list. */
const Item = ListItem.extend({
  content: "paragraph block*",
  addAttributes: () => ({
    checked: {
      default: null,
      parseHTML: (element) => {
        const checked = element.getAttribute("data-checked");
        return checked === null ? null : checked === "true";
      },
      renderHTML: ({ checked }) => (checked === null ? {} : { "data-checked": String(checked) }),
    },
  }),
});

/** What a node is in a table, as ProseMirror's tables want it said. */
const role = (tableRole: string): object => ({ tableRole });

const cell = (name: string, tag: string, tableRole: string) =>
  Node.create({
    name,
    content: "paragraph+",
    isolating: true,
    ...role(tableRole),
    addAttributes: () => ({ colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null } }),
    parseHTML: () => [{ tag, getAttrs: () => ({}) }],
    renderHTML: () => [tag, 0],
  });

const Table = Node.create({
  name: "table",
  group: "block",
  content: "tableRow+",
  isolating: true,
  ...role("table"),
  // Asked of every node there is, so each tells its own.
  extendNodeSchema: (extension) => ({
    tableRole: (extension.config as { tableRole?: string }).tableRole ?? null,
  }),
  parseHTML: () => [{ tag: "table" }],
  renderHTML: () => ["table", ["tbody", 0]],
  addProseMirrorPlugins: () => [tableEditing()],
});

const Row = Node.create({
  name: "tableRow",
  content: "(tableCell | tableHeader)+",
  ...role("row"),
  parseHTML: () => [{ tag: "tr" }],
  renderHTML: () => ["tr", 0],
});

export interface EditorOptions {
  placeholder?: string;
  /** A document's kind, for the look of links to it. */
  kindOf?: (id: string) => string | null;
}

export function extensions({ placeholder = "", kindOf = () => null }: EditorOptions = {}): Extensions {
  return [
    StarterKit.configure({
      underline: false,
      listItem: false,
      trailingNode: false,
      link: {
        autolink: true,
        openOnClick: false,
        defaultProtocol: "https",
        protocols: ["roadbook"],
        isAllowedUri: (uri) => target(uri ?? "") !== null,
        // "till.example" is the name of a tool as often as an address.
        shouldAutoLink: (uri) => /^https?:\/\//i.test(uri),
        HTMLAttributes: { rel: null, target: null },
      },
    }).extend({
      addExtensions() {
        return (this.parent?.() ?? []).map((extension) => adapted(extension, kindOf));
      },
    }),
    Item,
    Key,
    Callout,
    Table,
    Row,
    cell("tableHeader", "th", "header_cell"),
    cell("tableCell", "td", "cell"),
    ...(placeholder ? [Placeholder.configure({ placeholder })] : []),
    TaskClicks,
  ];
}

function adapted(extension: AnyExtension, kindOf: (id: string) => string | null): AnyExtension {
  // A code word may stand in bold or in a link.
  // Mod+E is the window's.
  if (extension.name === "code") {
    return (extension as Mark).extend({
      excludes: "key",
      addKeyboardShortcuts() {
        return { "Mod-Shift-e": () => this.editor.commands.toggleMark("code") };
      },
    });
  }
  if (extension.name !== "link") return extension;
  return (extension as Mark).extend({
    renderHTML({ HTMLAttributes }) {
      const href = String(HTMLAttributes.href ?? "");
      const where = target(href);
      const kind = where?.to === "document" ? kindOf(where.id) : null;
      return ["a", { href, class: where?.to === "document" ? `internal ${kind ?? "missing"}` : "web" }, 0];
    },
  });
}

/** A click on the box in front of a task's text ticks it. */
const TaskClicks = Extension.create({
  name: "taskClicks",
  onCreate() {
    this.editor.view.dom.addEventListener("mousedown", (event) => {
      const item =
        event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("li[data-checked]") : null;
      if (!item || event.target !== item || event.clientX >= item.getBoundingClientRect().left) return;
      event.preventDefault();
      const at = this.editor.view.posAtDOM(item, 0) - 1;
      const node = this.editor.state.doc.nodeAt(at);
      if (node?.type.name !== "listItem") return;
      this.editor.view.dispatch(
        this.editor.state.tr.setNodeAttribute(at, "checked", node.attrs.checked !== true),
      );
    });
  },
});
