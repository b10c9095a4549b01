import type { Snippet } from "svelte";
import type { ShownNode } from "../adapter";

/** What every shape is given: the node, and its label, which is text or a field. */
export interface ShapeProps {
  shown: ShownNode;
  selected: boolean;
  children: Snippet;
}
