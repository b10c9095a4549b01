/** Where a finding is, and its sign. */
import type { Finding, RecordKey, Severity } from "../../api";
import { ErrorIcon, TipIcon, WarningIcon, type IconComponent } from "../../ui/icons";

export const severityIcon: Record<Severity, IconComponent> = {
  problem: ErrorIcon,
  warning: WarningIcon,
  note: TipIcon,
};

export function partOf({ node, connection, step }: Finding): RecordKey | null {
  if (step) return { table: "step", id: step };
  if (node) return { table: "node", id: node };
  return connection ? { table: "connection", id: connection } : null;
}
