/** What the parts of a step are called and look like. */
import type { CalloutKind, DocumentRow } from "../../api";
import { m } from "../../i18n";
import { kindName } from "../../i18n/words";
import { DangerIcon, TipIcon, WarningIcon, type IconDrawing } from "../../ui/icons";

/** "SOP 12": its name for good, whatever its title becomes. */
export const numberOf = ({ kind, number }: Pick<DocumentRow, "kind" | "number">) =>
  `${kindName(kind)} ${number}`;

export const callouts: Record<CalloutKind, { name: () => string; icon: IconDrawing }> = {
  tip: { name: m.steps_tip, icon: TipIcon },
  warning: { name: m.steps_warning, icon: WarningIcon },
  danger: { name: m.steps_danger, icon: DangerIcon },
};
export const calloutKinds: readonly CalloutKind[] = ["tip", "warning", "danger"];

/** The last part of a path of any system. */
export const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? "";
