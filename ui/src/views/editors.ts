/** The editor and the inspector of each kind of document, loaded when the first of its kind is shown. */
import type { Component } from "svelte";
import type { DocumentKind } from "../api";
import type { OpenDocument } from "../state/library.svelte";

type Part = Component<{ open: OpenDocument }>;

export interface Editing {
  Editor: Part;
  Inspector: Part;
}

type Surface = "map" | "steps" | "policy";

const surfaces: Record<DocumentKind, Surface> = {
  process: "map",
  policy: "policy",
  procedure: "steps",
  sop: "steps",
  instruction: "steps",
};

const loaders: Record<Surface, () => Promise<Editing>> = {
  map: () => import("./editors/map"),
  steps: () => import("./editors/steps"),
  policy: () => import("./editors/policy"),
};

const loaded = new Map<Surface, Promise<Editing>>();

export function editingOf(kind: DocumentKind): Promise<Editing> {
  const surface = surfaces[kind];
  const known = loaded.get(surface) ?? loaders[surface]();
  loaded.set(surface, known);
  // What could not be loaded is tried again the next time.
  known.catch(() => loaded.delete(surface));
  return known;
}

export const sameEditor = (a: DocumentKind, b: DocumentKind): boolean => surfaces[a] === surfaces[b];
