/** The text editor behind a field: TipTap on the tree. Only writing.ts imports this, and late. */
import { Editor, type JSONContent } from "@tiptap/core";
import { redoDepth, undoDepth } from "@tiptap/pm/history";
import { EditorState, Selection, TextSelection } from "@tiptap/pm/state";
import { isInTable, selectedRect } from "@tiptap/pm/tables";
import { asking } from "./asking";
import { extensions } from "./extensions";
import { pasting } from "./paste";
import { toProse } from "./prose";
import { put } from "./put";
import { read } from "./read";
import { onTable, outermost, tableKey, tabled } from "./table";
import { address, target } from "./tree";
import { written } from "./written";
import type { Cursor, Format, Listed, Selected, Where, Writing, WritingOptions } from "./writing";

const names: Record<Format, string> = {
  bold: "bold",
  italic: "italic",
  strike: "strike",
  code: "code",
  key: "key",
  bullets: "bulletList",
  numbers: "orderedList",
};

export function beginWriting(options: WritingOptions): Writing {
  const asked = asking(() => editor);
  const editor: Editor = new Editor({
    element: options.element,
    injectCSS: false,
    extensions: extensions({ placeholder: options.placeholder, kindOf: options.kindOf }),
    content: toProse(read(options.text)),
    editorProps: {
      attributes: attributes(options.label, null),
      handleKeyDown: (_, event) => key(event),
      ...pasting((event) => options.onpaste(event, cursor)),
      handleDOMEvents: {
        // Files that fall on the text are the page's: a picture becomes a figure.
        drop: (_, event) => (event.dataTransfer?.files.length ?? 0) > 0,
        click: (_, event) => follow(event),
      },
    },
    onUpdate: () => options.ontype(written(editor.state.doc)),
    onTransaction: ({ editor: now, transaction }) => {
      asked.follow(transaction);
      if (now.isDestroyed || !now.isFocused) return;
      options.onmention(asked.now(transaction));
      options.onselect(selected());
      options.ontable(tabled(now.view));
    },
  });
  let { label } = options;
  let listed: Listed | null = null;

  function key(event: KeyboardEvent): boolean {
    if (event.isComposing) return false;
    const mod = event.ctrlKey || event.metaKey;
    if (mod && !event.altKey && event.key.toLowerCase() === "z") {
      const depth = event.shiftKey ? redoDepth : undoDepth;
      return depth(editor.state) === 0 && handOn(event);
    }
    catchUp();
    if (event.key === "Enter" && !event.shiftKey && !mod && fenced()) return true;
    if (options.onkey(event, cursor) || tableKey(editor.view, event)) return true;
    if (event.key === "Enter" && event.shiftKey && !mod) return breakLine();
    return false;
  }

  /** A line that is but ``` is the beginning of code, whatever else Enter may mean. */
  function fenced(): boolean {
    const { $from, empty } = editor.state.selection;
    const language = /^```([\w+#-]*)$/.exec($from.parent.textContent)?.[1];
    if (!empty || language === undefined || isInTable(editor.state)) return false;
    if (!put(editor, "code", { from: $from.start(), to: $from.end() })) return false;
    return editor.commands.updateAttributes("codeBlock", { language: language || null });
  }

  /** The page tells of a moved cursor a little later. On a busy machine the next key may come before that, and
   *  would divide the text where the cursor was. */
  function catchUp(): void {
    const { state, view } = editor;
    const shown = document.getSelection();
    const { anchorNode, focusNode } = shown ?? {};
    if (!shown || !anchorNode || !focusNode || !(state.selection instanceof TextSelection)) return;
    if (!view.dom.contains(anchorNode) || !view.dom.contains(focusNode)) return;
    const anchor = view.posAtDOM(anchorNode, shown.anchorOffset, 1);
    const head = view.posAtDOM(focusNode, shown.focusOffset, 1);
    const now = TextSelection.between(state.doc.resolve(anchor), state.doc.resolve(head));
    if (!now.eq(state.selection)) view.dispatch(state.tr.setSelection(now));
  }

  /** What was done before this visit is undone by the window, which leaves such keys to a text field. */
  function handOn({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
    window.dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey, metaKey, shiftKey, cancelable: true }));
    return true;
  }

  /** A line break; where one stands before the cursor already, a new paragraph. */
  function breakLine(): boolean {
    const { $from, empty } = editor.state.selection;
    const before = $from.nodeBefore;
    if (!empty || before?.type.name !== "hardBreak") return editor.commands.setHardBreak();
    return editor
      .chain()
      .deleteRange({ from: $from.pos - before.nodeSize, to: $from.pos })
      .splitBlock()
      .run();
  }

  function cursor(): Cursor {
    const { state, view } = editor;
    const { selection, doc } = state;
    const { $from, $to, $head } = selection;
    const first = Selection.atStart(doc).$head;
    const last = Selection.atEnd(doc).$head;
    const around = Array.from({ length: $from.depth }, (_, depth) => $from.node(depth + 1).type.name);
    // A table is not divided: what is behind it goes on.
    const cut = (pos: number) => {
      if (!isInTable(state)) return pos;
      const { tableStart, table } = selectedRect(state);
      return tableStart + table.nodeSize - 1;
    };
    return {
      empty: doc.childCount === 1 && doc.firstChild?.content.size === 0 && doc.firstChild.isTextblock,
      collapsed: selection.empty,
      atStart: $from.pos <= first.pos,
      atEnd: $to.pos >= last.pos,
      firstLine: outermost($head, -1) && view.endOfTextblock("up"),
      lastLine: outermost($head, 1) && view.endOfTextblock("down"),
      inside: around.some((name) => name === "listItem" || name === "codeBlock" || name === "table"),
      halves: () => [written(doc.cut(0, cut($from.pos))), written(doc.cut(cut($to.pos)))],
    };
  }

  function selected(): Selected | null {
    const { from, to, empty } = editor.state.selection;
    if (empty || !(editor.state.selection instanceof TextSelection)) return null;
    const start = editor.view.coordsAtPos(from);
    const end = editor.view.coordsAtPos(to, -1);
    const formats = (Object.keys(names) as Format[]).filter((format) => editor.isActive(names[format]));
    const link = editor.isActive("link") ? target(String(editor.getAttributes("link").href ?? "")) : null;
    return {
      left: Math.min(start.left, end.left),
      right: Math.max(start.right, end.right),
      top: Math.min(start.top, end.top),
      bottom: Math.max(start.bottom, end.bottom),
      formats: new Set(formats),
      link,
    };
  }

  function follow(event: MouseEvent): boolean {
    const anchor = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!anchor || !(event.ctrlKey || event.metaKey)) return false;
    event.preventDefault();
    const where = target(anchor.getAttribute("href") ?? "");
    if (where) options.onfollow(where);
    return true;
  }

  /** In the place of what asked for it. */
  function instead(content: JSONContent[]): void {
    const range = asked.range();
    asked.end();
    const chain = editor.chain().focus().deleteRange(range);
    (content.length ? chain.insertContent(content) : chain).run();
  }

  const positionAt = (at: { x: number; y: number }) =>
    editor.view.posAtCoords({ left: at.x, top: at.y })?.pos ?? editor.state.doc.content.size;

  /** Inside the block of this number, before its first sign. */
  function startOf(block: number): number {
    let at = 1;
    editor.state.doc.forEach((_, offset, index) => {
      if (index <= block) at = offset + 1;
    });
    return at;
  }

  function selectBetween(from: number, to: number) {
    const { doc } = editor.state;
    const limit = (pos: number) => doc.resolve(Math.min(Math.max(pos, 0), doc.content.size));
    editor.view.dispatch(editor.state.tr.setSelection(TextSelection.between(limit(from), limit(to))));
  }

  return {
    focus(where: Where) {
      const { doc } = editor.state;
      if (where === "start" || where === "end") {
        const selection = where === "start" ? Selection.atStart(doc) : Selection.atEnd(doc);
        editor.view.dispatch(editor.state.tr.setSelection(selection));
      } else if (where !== "keep") {
        if ("from" in where) selectBetween(where.from, where.to);
        else {
          const at = "block" in where ? startOf(where.block) : positionAt(where);
          selectBetween(at, at);
        }
      }
      editor.view.focus();
    },
    place: () => ({ from: editor.state.selection.anchor, to: editor.state.selection.head }),
    select: (from, to) => selectBetween(positionAt(from), positionAt(to)),
    text: () => written(editor.state.doc),
    halves: () => cursor().halves(),
    replace(text) {
      const { selection, schema, plugins } = editor.state;
      const doc = schema.nodeFromJSON(toProse(read(text)));
      // A new state has no history: undoing older typing would bring back the text that has been replaced.
      editor.view.updateState(EditorState.create({ doc, plugins }));
      selectBetween(selection.from, selection.from);
    },
    name(now) {
      label = now;
      editor.view.setProps({ attributes: attributes(label, listed) });
    },
    list(now) {
      if (now?.id === listed?.id && now?.current === listed?.current) return;
      listed = now;
      editor.view.setProps({ attributes: attributes(label, listed) });
    },
    toggle(format) {
      const chain = editor.chain().focus();
      if (format === "bullets") chain.toggleBulletList().run();
      else if (format === "numbers") chain.toggleOrderedList().run();
      else chain.toggleMark(names[format]).run();
    },
    link(where) {
      const chain = editor.chain().focus().extendMarkRange("link");
      if (where) chain.setLink({ href: address(where) }).run();
      else chain.unsetLink().run();
    },
    mention(id, title) {
      instead([
        { type: "text", text: title, marks: [{ type: "link", attrs: { href: `roadbook:${id}` } }] },
        { type: "text", text: " " },
      ]);
    },
    press(names) {
      instead(
        names.flatMap((text, at) => [
          ...(at ? [{ type: "text", text: "+" }] : []),
          { type: "text", text, marks: [{ type: "key" }] },
        ]),
      );
    },
    put(part) {
      const range = asked.range();
      if (part === "key") asked.forKey(range.from);
      put(editor, part, range);
    },
    erase: () => instead([]),
    table(action) {
      onTable(editor.view, action);
    },
    destroy: () => editor.destroy(),
  };
}

const attributes = (label: string, listed: Listed | null): Record<string, string> => ({
  class: "markdown",
  role: "textbox",
  "aria-multiline": "true",
  "aria-label": label,
  spellcheck: "true",
  ...(listed && { "aria-autocomplete": "list", "aria-controls": listed.id }),
  ...(listed?.current && { "aria-activedescendant": listed.current }),
});
