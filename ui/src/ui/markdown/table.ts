/** Tables in the editor: what they are, and what keys and the bar do in them. A table here is one of Markdown:
 *  its first row is the head, a cell is one line, and no cells are merged. */
import { Node } from "@tiptap/core";
import type { ResolvedPos } from "@tiptap/pm/model";
import { Plugin, Selection, TextSelection } from "@tiptap/pm/state";
import {
  CellSelection,
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  addRowBefore,
  deleteColumn,
  deleteRow,
  deleteTable,
  isInTable,
  selectedRect,
  tableEditing,
} from "@tiptap/pm/tables";
import type { EditorView } from "@tiptap/pm/view";
import { keyName } from "../keys";
import type { TableAction, Tabled } from "./writing";

/** What a node is in a table, as ProseMirror's tables want it said. */
const role = (tableRole: string): object => ({ tableRole });

/** Never read from HTML: a cell that spans others is none of Markdown's. */
const always = (value: number | null) => ({ default: value, parseHTML: () => value, rendered: false });

const cell = (name: string, tag: string, tableRole: string) =>
  Node.create({
    name,
    content: "paragraph",
    isolating: true,
    ...role(tableRole),
    addAttributes: () => ({ colspan: always(1), rowspan: always(1), colwidth: always(null) }),
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
  addProseMirrorPlugins: () => [firstRowIsHead(), tableEditing()],
});

const Row = Node.create({
  name: "tableRow",
  content: "(tableCell | tableHeader)+",
  ...role("row"),
  parseHTML: () => [{ tag: "tr" }],
  renderHTML: () => ["tr", 0],
});

export const tables = [Table, Row, cell("tableHeader", "th", "header_cell"), cell("tableCell", "td", "cell")];

/** Whichever row comes to stand first is the head, and no other. */
const firstRowIsHead = () =>
  new Plugin({
    appendTransaction(transactions, _, { doc, schema, tr }) {
      if (!transactions.some((transaction) => transaction.docChanged)) return null;
      const { tableHeader, tableCell } = schema.nodes;
      doc.descendants((table, pos) => {
        if (table.type.name !== "table") return !table.isTextblock;
        table.forEach((row, offset, at) => {
          const wanted = at === 0 ? tableHeader : tableCell;
          row.forEach((cell, inRow) => {
            if (cell.type !== wanted) tr.setNodeMarkup(pos + offset + inRow + 2, wanted);
          });
        });
        return false;
      });
      return tr.docChanged ? tr : null;
    },
  });

const commands = {
  row_above: addRowBefore,
  row_below: addRowAfter,
  column_before: addColumnBefore,
  column_after: addColumnAfter,
  delete_row: deleteRow,
  delete_column: deleteColumn,
  delete_table: deleteTable,
};

/** The last row or column goes with its table. */
export function onTable(view: EditorView, action: TableAction): void {
  if (!isInTable(view.state)) return;
  const { top, bottom, left, right, map } = selectedRect(view.state);
  const whole =
    action === "delete_row"
      ? top === 0 && bottom === map.height
      : action === "delete_column" && left === 0 && right === map.width;
  commands[whole ? "delete_table" : action](view.state, view.dispatch);
  view.focus();
}

/** Where the table is that the cursor is in. */
export function tabled(view: EditorView): Tabled | null {
  if (!isInTable(view.state)) return null;
  const drawn = view.nodeDOM(selectedRect(view.state).tableStart - 1);
  if (!(drawn instanceof HTMLElement)) return null;
  const { left, bottom } = drawn.getBoundingClientRect();
  return { left, bottom };
}

/** True: it was a table's. Tab walks from cell to cell, Enter down a column as in a list: behind the last row
 *  it makes another, and in an empty last one it leaves. */
export function tableKey(view: EditorView, event: KeyboardEvent): boolean {
  if (event.altKey || !isInTable(view.state)) return false;
  const key = keyName(event);
  if (key === "Enter") return enter(view);
  if (event.ctrlKey || event.metaKey) return false;
  if (key === "Tab") return tab(view, event.shiftKey ? -1 : 1);
  return (key === "Backspace" || key === "Delete") && rubOut(view, key);
}

function tab(view: EditorView, by: 1 | -1): boolean {
  const { map, top, left } = selectedRect(view.state);
  const next = top * map.width + left + by;
  if (next === map.width * map.height) addRowAfter(view.state, view.dispatch);
  if (next >= 0) goTo(view, next);
  return true;
}

function enter(view: EditorView): boolean {
  const { map, table, left, bottom } = selectedRect(view.state);
  const last = bottom === map.height;
  if (last && bottom > 1 && !table.child(bottom - 1).textContent) {
    leave(view);
    return true;
  }
  if (last) addRowAfter(view.state, view.dispatch);
  goTo(view, bottom * map.width + left);
  return true;
}

/** Puts the cursor at the end of a cell, counted row by row. */
function goTo(view: EditorView, cell: number): void {
  const { map, tableStart } = selectedRect(view.state);
  const { doc, tr } = view.state;
  const at = tableStart + map.map[cell]!;
  const end = doc.resolve(at + doc.nodeAt(at)!.nodeSize - 1);
  view.dispatch(tr.setSelection(Selection.near(end, -1)).scrollIntoView());
}

/** Into the line below the table, which is made where there is none, and without the table's last row. */
function leave(view: EditorView): void {
  const { tableStart, table } = selectedRect(view.state);
  const { schema, tr } = view.state;
  const end = tableStart + table.content.size;
  const below = end - table.lastChild!.nodeSize + 1;
  tr.delete(below - 1, end);
  if (!tr.doc.resolve(below).nodeAfter?.isTextblock) tr.insert(below, schema.nodes.paragraph!.create());
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, below + 1)).scrollIntoView());
}

/** A cell's edges hold; a table that is chosen as a whole, or has nothing in it, goes. */
function rubOut(view: EditorView, key: "Backspace" | "Delete"): boolean {
  const { selection } = view.state;
  if (selection instanceof CellSelection) {
    return selection.isRowSelection() && selection.isColSelection() && deleteTable(view.state, view.dispatch);
  }
  const { $head, empty } = selection;
  const edge = key === "Backspace" ? 0 : $head.parent.content.size;
  if (!empty || $head.parentOffset !== edge) return false;
  const { table, top, left } = selectedRect(view.state);
  if (key === "Backspace" && top === 0 && left === 0 && !table.textContent) {
    deleteTable(view.state, view.dispatch);
  }
  return true;
}

/** Whether nothing of the text lies above (-1) or below (1) this place. Cells of one row lie side by side. */
export function outermost($pos: ResolvedPos, way: 1 | -1): boolean {
  for (let depth = 0; depth < $pos.depth; depth++) {
    const node = $pos.node(depth);
    const edge = way < 0 ? 0 : node.childCount - 1;
    if (node.type.name !== "tableRow" && $pos.index(depth) !== edge) return false;
  }
  return true;
}
