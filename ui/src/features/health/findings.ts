/** Where a finding is, its sign, and findings in groups. */
import type { Finding, RecordKey, Severity } from "../../api";
import { ErrorIcon, TipIcon, WarningIcon, type IconDrawing } from "../../ui/icons";

export const severityIcon: Record<Severity, IconDrawing> = {
  problem: ErrorIcon,
  warning: WarningIcon,
  note: TipIcon,
};

export function partOf({ node, connection, step }: Finding): RecordKey | null {
  if (step) return { table: "step", id: step };
  if (node) return { table: "node", id: node };
  return connection ? { table: "connection", id: connection } : null;
}

/** In the order of each group's first finding. */
export function grouped(
  findings: readonly Finding[],
  by: (finding: Finding) => string,
): { key: string; findings: Finding[] }[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(by(finding));
    if (group) group.push(finding);
    else groups.set(by(finding), [finding]);
  }
  return [...groups].map(([key, findings]) => ({ key, findings }));
}
