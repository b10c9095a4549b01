/** What the editor can hold: exactly what the tree can say. Loaded with the editor, never at the start. */
import {
  Extension,
  InputRule,
  Mark,
  Node,
  markInputRule,
  mergeAttributes,
  type AnyExtension,
  type Extensions,
} from "@tiptap/core";
import { ListItem } from "@tiptap/extension-list";
import { Placeholder } from "@tiptap/extensions";
import StarterKit from "@tiptap/starter-kit";
import { put } from "./put";
import { tables } from "./table";
import { target } from "./tree";

/** A key of the keyboard. */
const Key = Mark.create({
  name: "key",
  inclusive: false,
  excludes: "code",
  parseHTML: () => [{ tag: "kbd" }],
  renderHTML: ({ HTMLAttributes }) => ["kbd", mergeAttributes(HTMLAttributes), 0],
  addInputRules() {
    return [markInputRule({ find: /<kbd>([^<>]{1,40})<\/kbd>$/, type: this.type })];
  },
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
    ...tables,
    ...(placeholder ? [Placeholder.configure({ placeholder })] : []),
    Tasks,
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
  // Lists that are pasted as text are read with all the other Markdown.
  if (extension.name === "orderedList") {
    return (extension as Node).extend({ addProseMirrorPlugins: () => [] });
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

/** A task is an item with a box: `[ ] ` makes one, and a click on the box ticks it. */
const Tasks = Extension.create({
  name: "tasks",
  addKeyboardShortcuts() {
    return { "Mod-Shift-9": () => put(this.editor, "tasks", null) };
  },
  addInputRules() {
    return [
      new InputRule({
        find: /^\[([ xX]?)\] $/,
        handler: ({ state, range, match }) => {
          const $from = state.doc.resolve(range.from);
          if ($from.parent.type.name !== "paragraph") return null;
          const checked = match[1]!.trim() !== "";
          const { bulletList, listItem } = state.schema.nodes;
          const { tr } = state;
          tr.delete(range.from, range.to);
          if ($from.node(-1).type === listItem && $from.index(-1) === 0) {
            tr.setNodeAttribute($from.before(-1), "checked", checked);
            return;
          }
          const line = tr.doc.resolve(range.from).blockRange();
          if (!line || !$from.node(-1).canReplaceWith($from.index(-1), $from.indexAfter(-1), bulletList!)) {
            return null;
          }
          tr.wrap(line, [{ type: bulletList! }, { type: listItem!, attrs: { checked } }]);
        },
      }),
    ];
  },
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
