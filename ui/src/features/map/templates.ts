/** Processes to begin with on an empty map, as the outline writes them: each is one text of the catalogue, so
 *  that a translator can tell it as it is done there. */
import { m } from "../../i18n";

export interface Template {
  id: string;
  title: () => string;
  /** Lines of an outline; see model/outlinetext.ts. */
  text: () => string;
}

export const templates: readonly Template[] = [
  { id: "approval", title: m.map_template_approval, text: m.map_template_approval_text },
  { id: "complaint", title: m.map_template_complaint, text: m.map_template_complaint_text },
  { id: "joiner", title: m.map_template_joiner, text: m.map_template_joiner_text },
  { id: "order", title: m.map_template_order, text: m.map_template_order_text },
];
