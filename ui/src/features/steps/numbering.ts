/** Numbers of steps as they are read: 1, 2, 2.1, 2.2, 3, 3.1.1. */

interface Nested {
  depth: number;
}

/** One number per step, in order. A step can be at most one deeper than the one before it; what claims more
 *  is numbered as if it were. */
export function numbers(steps: readonly Nested[]): string[] {
  const counts: number[] = [];
  return steps.map((_, at) => {
    const depth = shownDepth(steps, at, counts.length);
    counts.length = depth + 1;
    counts[depth] = (counts[depth] ?? 0) + 1;
    return counts.join(".");
  });
}

/** How deep each step is shown. */
export function depths(steps: readonly Nested[]): number[] {
  let above = 0;
  return steps.map((step, at) => {
    const depth = at === 0 ? 0 : Math.min(step.depth, above + 1);
    above = depth;
    return depth;
  });
}

function shownDepth(steps: readonly Nested[], at: number, open: number): number {
  return at === 0 ? 0 : Math.min(steps[at]!.depth, open);
}

/** The steps from `at` on that are sub-steps of it, itself among them. */
export function family(steps: readonly Nested[], at: number): number[] {
  const found = [at];
  for (let next = at + 1; next < steps.length && steps[next]!.depth > steps[at]!.depth; next++)
    found.push(next);
  return found;
}
