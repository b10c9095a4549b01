/** How deep steps lie after they were taken one level in or out. */
import type { Step } from "../../api";
import { family } from "./numbering";

export const deepest = 2;

/** The steps whose depth changes, as they are then. `moving` has those that are meant and what is below them. */
export function indented(
  steps: readonly Step[],
  depths: ReadonlyMap<string, number>,
  moving: readonly Step[],
  ids: readonly string[],
  by: 1 | -1,
): Step[] {
  const changed: Step[] = [];
  const done = new Set<string>();
  for (const root of moving) {
    if (!ids.includes(root.id) || done.has(root.id)) continue;
    const at = steps.indexOf(root);
    const most = at === 0 ? 0 : Math.min(deepest, (depths.get(steps[at - 1]!.id) ?? 0) + 1);
    const now = depths.get(root.id) ?? root.depth;
    const step = Math.max(0, Math.min(now + by, most)) - now;
    for (const place of family(steps, at)) {
      const member = steps[place]!;
      done.add(member.id);
      const depth = Math.max(0, Math.min(deepest, (depths.get(member.id) ?? 0) + step));
      if (depth !== member.depth) changed.push({ ...member, depth });
    }
  }
  return changed;
}
