/** What a Menu or a ContextMenu shows. */
import type { IconDrawing } from "./icons";
import type { Kind } from "./kinds";

export interface MenuAction {
  label: string;
  run: () => void;
  icon?: IconDrawing;
  kind?: Kind;
  /** A chord as in keys.ts, shown at the end of the line. */
  keys?: string | undefined;
  hint?: string;
  disabled?: boolean;
  danger?: boolean;
  /** Shows a tick where true; give it to every entry of a choice. */
  checked?: boolean;
}

export interface Submenu {
  label: string;
  icon?: IconDrawing;
  entries: readonly MenuEntry[];
}

export interface MenuHeading {
  heading: string;
}

export type MenuEntry = MenuAction | Submenu | MenuHeading | "line";
