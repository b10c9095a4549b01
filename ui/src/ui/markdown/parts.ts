/** What "/" offers: parts of the text, what can be done with a table, names of keys, and what the text's owner
 *  can take. */
import { m } from "../../i18n";
import {
  BulletsIcon,
  CloseIcon,
  CodeBlockIcon,
  ColumnAfterIcon,
  ColumnBeforeIcon,
  DangerIcon,
  DeleteIcon,
  KeyIcon,
  LinkIcon,
  NumbersIcon,
  QuoteIcon,
  RowAboveIcon,
  RowBelowIcon,
  RuleIcon,
  TableIcon,
  TasksIcon,
  TipIcon,
  WarningIcon,
  type IconDrawing,
} from "../icons";
import { matchingChoices, plain } from "../matching";
import type { Offer, Suggestion } from "./suggest";
import type { Mention, Part, TableAction } from "./writing";

interface Named {
  icon: IconDrawing;
  label: () => string;
  /** Other words that find it. */
  also?: () => string;
  keys?: string;
  hint?: string;
}

const parts: Record<Part, Named> = {
  bullets: { icon: BulletsIcon, label: m.text_bulleted, keys: "Mod+Shift+8" },
  numbers: { icon: NumbersIcon, label: m.text_numbered, keys: "Mod+Shift+7" },
  tasks: { icon: TasksIcon, label: m.text_tasks, also: m.text_tasks_also, keys: "Mod+Shift+9" },
  table: { icon: TableIcon, label: m.text_table },
  quote: { icon: QuoteIcon, label: m.text_quote, also: m.text_quote_also, keys: "Mod+Shift+B" },
  code: { icon: CodeBlockIcon, label: m.text_code_block, also: m.text_code_block_also, keys: "Mod+Alt+C" },
  tip: { icon: TipIcon, label: m.text_tip, also: m.text_tip_also },
  warning: { icon: WarningIcon, label: m.text_warning, also: m.text_warning_also },
  danger: { icon: DangerIcon, label: m.text_danger, also: m.text_danger_also },
  line: { icon: RuleIcon, label: m.text_line, also: m.text_line_also },
  key: { icon: KeyIcon, label: m.text_keyboard_key, also: m.text_keyboard_key_also },
  document: { icon: LinkIcon, label: m.text_document, also: m.text_document_also, hint: "[[" },
};

export const allParts = Object.keys(parts) as Part[];

/** For texts whose owner keeps callouts beside them. */
export const partsButCallouts = allParts.filter((part) => !["tip", "warning", "danger"].includes(part));

/** What one line can take. */
const inCell: readonly Part[] = ["key", "document"];

export const tableActions: Record<TableAction, Named> = {
  row_above: { icon: RowAboveIcon, label: m.text_row_above },
  row_below: { icon: RowBelowIcon, label: m.text_row_below },
  column_before: { icon: ColumnBeforeIcon, label: m.text_column_before },
  column_after: { icon: ColumnAfterIcon, label: m.text_column_after },
  delete_row: { icon: CloseIcon, label: m.text_delete_row },
  delete_column: { icon: CloseIcon, label: m.text_delete_column },
  delete_table: { icon: DeleteIcon, label: m.text_delete_table },
};

/** A line of the menu, with what it does. */
export interface Choice extends Suggestion {
  also?: string;
  does: { part: Part } | { table: TableAction } | { offer: Offer };
}

const named = ({ label, also, hint, keys, icon }: Named) => ({
  label: label(),
  icon,
  hint,
  keys,
  ...(also && { also: also() }),
});

/** For what is typed behind "/": nothing where nothing is meant by it. */
export function slashChoices(
  { query, cell }: Pick<Mention, "query" | "cell">,
  allowed: readonly Part[],
  offers: readonly Offer[],
): Choice[] {
  const own = allowed
    .filter((part) => !cell || inCell.includes(part))
    .map((part): Choice => ({ key: part, ...named(parts[part]), does: { part } }));
  const ofTable = (Object.keys(tableActions) as TableAction[]).map((action): Choice => ({
    key: action,
    ...named(tableActions[action]),
    does: { table: action },
  }));
  const ofOwner = offers.map((offer, at): Choice => ({
    key: `offer-${at}`,
    label: offer.label,
    ...(offer.icon && { icon: offer.icon }),
    ...(offer.also && { also: offer.also }),
    keys: offer.keys,
    hint: offer.hint,
    begins: at === 0,
    does: { offer },
  }));
  if (cell && ofTable[0]) ofTable[0].begins = true;
  const all = [...own, ...(cell ? ofTable : []), ...ofOwner];
  if (!query) return all;
  const found = matchingChoices(all, query);
  const typed = plain(query);
  const also = all.filter((choice) =>
    plain(choice.also ?? "")
      .split(" ")
      .some((word) => word.startsWith(typed)),
  );
  return [...new Set([...found, ...also])].map((choice) => ({ ...choice, begins: false }));
}

/** Keys that are meant by what is typed: a name, or a chord of them with "+" between. */
export function keyChoices(query: string): (Suggestion & { names: readonly string[] })[] {
  const common = m.text_key_common().split(", ");
  const choice = (names: readonly string[]) => ({
    key: names.join("+"),
    label: names.join(" + "),
    icon: KeyIcon,
    names,
  });
  const typed = query
    .split("+")
    .map((name) => name.trim())
    .filter(Boolean)
    .map(
      (name) =>
        common.find((each) => plain(each) === plain(name)) ?? (name.length === 1 ? name.toUpperCase() : name),
    );
  const found = query.includes("+")
    ? []
    : matchingChoices(
        common.map((label) => ({ label })),
        query,
      ).map(({ label }) => choice([label]));
  if (!typed.length || found.some((each) => each.key === typed.join("+"))) return found;
  // Two letters may begin a known key; a single one is a key itself.
  const own = choice(typed);
  return typed.length > 1 || typed[0]!.length === 1 ? [own, ...found] : [...found, own];
}
