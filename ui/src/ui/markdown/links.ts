/** Where links in a text lead. The window provides it once; texts inside ask it. */
import { getContext, setContext } from "svelte";
import type { Kind } from "../kinds";
import type { Target } from "./tree";

export interface LinkTarget {
  title: string;
  kind: Kind;
}

export interface TextLinks {
  /** The document with this id; null when there is none. */
  find(id: string): LinkTarget | null;
  follow(target: Target): void;
}

const key = Symbol("links in texts");

export const provideTextLinks = (links: TextLinks) => setContext(key, links);
export const textLinks = () =>
  getContext<TextLinks | undefined>(key) ?? { find: () => null, follow: () => undefined };
