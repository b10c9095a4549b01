/** What `[[`, "/" and the link popover offer: documents, making a new one, parts of a text. */
import type { IconDrawing } from "../icons";
import type { Kind } from "../kinds";
import type { MenuAction } from "../menu";

export interface Suggestion {
  key: string;
  label: string;
  /** Of a document. */
  kind?: Kind;
  /** Of what is no document. */
  icon?: IconDrawing;
  /** A chord as in keys.ts. */
  keys?: string | undefined;
  hint?: string | undefined;
  /** Makes something new. */
  create?: boolean;
  /** Begins another group: a hairline lies above it. */
  begins?: boolean;
}

/** What the owner of a text can take where "/" is typed in it. */
export interface Offer extends Omit<MenuAction, "checked" | "disabled" | "danger"> {
  /** Other words that find it. */
  also?: string;
}
