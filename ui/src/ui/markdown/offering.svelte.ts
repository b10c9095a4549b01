/** The list under what is typed to ask for something: what it holds, where it points, when it gives way. */
import { keyChoices, slashChoices, type Choice } from "./parts";
import type { Offer, Suggestion } from "./suggest";
import type { Mention, Part } from "./writing";

interface Has {
  /** What `[[` offers; without it there is no `[[`. */
  documents: () => ((query: string) => readonly Suggestion[]) | undefined;
  parts: () => readonly Part[];
  offers: () => readonly Offer[];
}

export class Offering {
  mention = $state.raw<Mention | null>(null);
  pointed = $state(0);
  /** The place whose sign stays a sign. */
  #literal: number | null = null;

  readonly #has: Has;
  readonly suggestions: readonly Suggestion[] = $derived.by(() => this.#choices());
  /** An empty list is for documents alone, where it says that there is nothing; a "/" is but a sign then. */
  readonly shown: Mention | null = $derived.by(() =>
    this.mention && (this.suggestions.length || this.mention.sign === "[[") ? this.mention : null,
  );

  constructor(has: Has) {
    this.#has = has;
  }

  #choices(): readonly Suggestion[] {
    const { mention } = this;
    if (!mention) return [];
    const documents = this.#has.documents();
    if (mention.sign === "[[") return documents?.(mention.query) ?? [];
    if (mention.sign === "key") return keyChoices(mention.query);
    const parts = this.#has.parts().filter((part) => part !== "document" || documents);
    return slashChoices(mention, parts, this.#has.offers());
  }

  /** What the editor sees at the cursor. */
  sees(next: Mention | null): void {
    if (next?.at !== this.#literal) this.#literal = null;
    const here = this.mention?.at === next?.at && this.mention?.sign === next?.sign;
    if (!next || next.at === this.#literal || (next.sign === "[[" && !this.#has.documents())) {
      this.mention = null;
    } else if (here || next.typed) {
      if (next.query !== this.mention?.query || !here) this.pointed = 0;
      this.mention = next;
    } else this.mention = null;
  }

  /** Stays a sign. */
  dismiss(): void {
    this.#literal = this.mention?.at ?? null;
    this.mention = null;
  }

  end(): void {
    this.#literal = this.mention = null;
  }

  /** True: the key was the list's. */
  key(event: KeyboardEvent, pick: (suggestion: Suggestion) => void): boolean {
    if (!this.shown || event.ctrlKey || event.metaKey || event.altKey) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const { length } = this.suggestions;
    if (step && length) {
      this.pointed = (this.pointed + step + length) % length;
      return true;
    }
    const choice = this.suggestions[this.pointed];
    if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && choice) {
      pick(choice);
      return true;
    }
    if (event.key !== "Escape") return false;
    this.dismiss();
    event.stopPropagation();
    return true;
  }
}

export const isPart = (suggestion: Suggestion): suggestion is Choice => "does" in suggestion;
export const isKeys = (suggestion: Suggestion): suggestion is ReturnType<typeof keyChoices>[number] =>
  "names" in suggestion;
