/** What a field and the editor inside it say to each other; and the editor's loading, which waits until
 *  somebody may write. Nothing here needs the editor itself. */
import type { Target } from "./tree";

/** Where the cursor is put: at an end, at a place of the window, before a block, at places in the
 *  text, or where it was. */
export type Where =
  "start" | "end" | "keep" | { x: number; y: number } | { block: number } | { from: number; to: number };

/** Where the cursor stands, asked while a key is handled. */
export interface Cursor {
  /** There is no text. */
  empty: boolean;
  /** Nothing is selected. */
  collapsed: boolean;
  atStart: boolean;
  atEnd: boolean;
  /** In the first or last line as it is broken on the screen. */
  firstLine: boolean;
  lastLine: boolean;
  /** In a list, a table or code, where Enter has a meaning of its own. */
  inside: boolean;
  /** The Markdown before and behind the selection. */
  halves(): [string, string];
}

export type Format = "bold" | "italic" | "strike" | "code" | "key" | "bullets" | "numbers";

/** What the selection is, for the bar above it. */
export interface Selected {
  /** In the window's CSS pixels. */
  left: number;
  right: number;
  top: number;
  bottom: number;
  formats: ReadonlySet<Format>;
  /** The link that the selection is in. */
  link: Target | null;
}

/** What the text itself can take, where "/" is typed. */
export type Part =
  | "bullets"
  | "numbers"
  | "tasks"
  | "table"
  | "quote"
  | "code"
  | "tip"
  | "warning"
  | "danger"
  | "line"
  | "key"
  | "document";

/** What can be done with the table that the cursor is in. */
export type TableAction =
  | "row_above"
  | "row_below"
  | "column_before"
  | "column_after"
  | "delete_row"
  | "delete_column"
  | "delete_table";

/** A sign that asks for suggestions, and what was typed behind it. `[[` is for documents, "/" for what the
 *  text or its owner can take, "key" (chosen there, with no sign of its own) for the name of a key. */
export interface Mention {
  sign: "[[" | "/" | "key";
  query: string;
  /** Where the sign stands in the text. */
  at: number;
  /** It is there because somebody has just typed, and not because the cursor came by. */
  typed: boolean;
  /** In a table, where a cell is one line. */
  cell: boolean;
  /** In the window's CSS pixels. */
  left: number;
  top: number;
  bottom: number;
}

/** The table that the cursor is in, in the window's CSS pixels. */
export interface Tabled {
  left: number;
  bottom: number;
}

/** The list that the cursor keys move in while the cursor stays in the text. */
export interface Listed {
  id: string;
  /** The id of the one that Enter would take. */
  current: string | undefined;
}

export interface WritingOptions {
  element: HTMLElement;
  text: string;
  label: string;
  placeholder: string;
  /** Tells a document's kind, for the look of its links. */
  kindOf: (id: string) => string | null;
  ontype: (markdown: string) => void;
  /** True: it was handled. */
  onkey: (event: KeyboardEvent, cursor: () => Cursor) => boolean;
  onpaste: (event: ClipboardEvent, cursor: () => Cursor) => boolean;
  onmention: (mention: Mention | null) => void;
  onselect: (selected: Selected | null) => void;
  ontable: (table: Tabled | null) => void;
  onfollow: (target: Target) => void;
}

export interface Writing {
  focus(where: Where): void;
  /** Where the cursor stands, to be put there again. */
  place(): Where;
  /** Selects from the first place to the second, in the window's CSS pixels. */
  select(from: { x: number; y: number }, to: { x: number; y: number }): void;
  /** The text as it is now. */
  text(): string;
  /** The Markdown before and behind the selection. */
  halves(): [string, string];
  /** Another text from outside; the cursor stays where it can. What was typed cannot be undone any more. */
  replace(text: string): void;
  /** What the field is called now. */
  name(label: string): void;
  toggle(format: Format): void;
  /** null takes the link away. */
  link(target: Target | null): void;
  /** Puts a link to a document in the place of `[[…`. */
  mention(id: string, title: string): void;
  /** Puts a part of the text in the place of `/…`. */
  put(part: Part): void;
  /** Puts keys in the place of what was typed of their names. */
  press(keys: readonly string[]): void;
  /** Takes `/…` away. */
  erase(): void;
  table(action: TableAction): void;
  /** Tells a screen reader of the list. */
  list(listed: Listed | null): void;
  destroy(): void;
}

interface Module {
  beginWriting: (options: WritingOptions) => Writing;
}
let loaded: Module | null = null;

/** Fetches the editor, so that the first field to be entered has it at once. */
export async function loadWriting(): Promise<Module> {
  loaded = await import("./editor");
  return loaded;
}

/** The editor, if it has come. */
export const writingNow = (): Module | null => loaded;
