/** Which choices a typed text means. */
import type { Choice } from "./Select.svelte";

/** Stands for "create what I typed" among the values of a Combobox. */
export const createdValue = "\u0000create";

/** Accents and case aside. */
export const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Every word typed is found in the label, accents and case aside; the label that is the text comes first, then
 *  those that begin with it. */
export function matchingChoices<T extends Pick<Choice, "label">>(choices: readonly T[], typed: string): T[] {
  const text = plain(typed.trim());
  if (!text) return [...choices];
  const words = text.split(/\s+/);
  const ranked: T[][] = [[], [], []];
  for (const choice of choices) {
    const label = plain(choice.label);
    if (label === text) ranked[0]!.push(choice);
    else if (label.startsWith(text)) ranked[1]!.push(choice);
    else if (words.every((word) => label.includes(word))) ranked[2]!.push(choice);
  }
  return ranked.flat();
}
