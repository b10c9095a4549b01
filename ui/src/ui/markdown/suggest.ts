/** What `[[` and the link popover offer: documents, and making a new one. */
import type { Kind } from "../kinds";

export interface Suggestion {
  key: string;
  label: string;
  kind: Kind;
  hint?: string;
  /** Makes something new. */
  create?: boolean;
}
