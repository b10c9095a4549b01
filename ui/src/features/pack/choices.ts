/** What an export takes, and how it looks: the choices of the export popover. */
import type {
  DocumentRow,
  Export,
  Format,
  NodeId,
  Pack,
  PackOptions,
  PictureBytes,
  Subject,
} from "../../api";
import { fileSize } from "../../i18n/words";
import { remember, remembered } from "../../state/remembered";

/** `only`, `below` and `map` mean the document in question; a pack is named by its id. */
export type What = "only" | "below" | "map" | "library" | `pack ${string}`;

export type PackFormat = Extract<Format, "pdf" | "html" | "html_folder">;
/** Of a map by itself. */
export type MapFormat = Extract<Format, "png" | "svg" | "pdf">;

export const scales = ["1", "2", "3"] as const;

export interface Chosen {
  what: What;
  format: PackFormat;
  options: PackOptions;
  mapFormat: MapFormat;
  /** Pixels of a PNG for each of the map. */
  scale: (typeof scales)[number];
  /** Of the map, only the nodes that are chosen in it. */
  part: boolean;
}

export const usualOptions: PackOptions = {
  paper: "a4",
  cover: true,
  contents: true,
  company: "",
  logo: null,
  language: "english",
  colour: "orange",
  policies: true,
  maps: true,
  map_pages: "as_fits",
  you_are_here: true,
  changes: false,
  glossary: false,
  published_only: false,
  pictures: "as_fits",
  tick_boxes: false,
};

/** Nobody reads a longer one. */
export const readable = 47;

/** As it was chosen the last time; a document is mostly wanted with what it needs. */
export function lastChosen(about: DocumentRow | null): Chosen {
  const { format, options, mapFormat, scale } = remembered<Partial<Chosen>>("export", {});
  return {
    what: about ? "below" : "library",
    format: format === "html" || format === "html_folder" ? format : "pdf",
    options: { ...usualOptions, ...options },
    mapFormat: mapFormat === "svg" || mapFormat === "pdf" ? mapFormat : "png",
    scale: scales.find((known) => known === scale) ?? "2",
    part: false,
  };
}

/** A logo is a pack's, in its library. */
export const keepChosen = ({ format, options, mapFormat, scale }: Chosen): void =>
  remember("export", { format, options: { ...options, logo: null }, mapFormat, scale });

export const packOf = (what: What): string | null => (what.startsWith("pack ") ? what.slice(5) : null);

/** `nodes` are those that are chosen in the map of the document in question. */
export function asExport(chosen: Chosen, about: DocumentRow | null, nodes: readonly NodeId[]): Export {
  const { what, format, options, mapFormat, scale, part } = chosen;
  if (what === "map" && about) {
    const subject: Subject = { of: "map", process: about.id, nodes: part ? [...nodes] : [] };
    return { subject, format: mapFormat, options: null, scale: Number(scale) };
  }
  return { subject: subject(what, about), format, options, scale: null };
}

function subject(what: What, about: DocumentRow | null): Subject {
  const pack = packOf(what);
  if (pack !== null) return { of: "pack", id: pack };
  if (what === "library" || !about) return { of: "library" };
  return { of: "documents", ids: [about.id], everything_below: what === "below", name: "" };
}

/** The choices as a pack that is kept under a name. */
export function asPack(
  id: string,
  name: string,
  { what, options }: Chosen,
  about: DocumentRow | null,
  all: readonly DocumentRow[],
): Pack {
  const whole = what === "library" || !about;
  return {
    id,
    name,
    documents: whole ? all.map((row) => row.id) : [about.id],
    everything_below: !whole && what === "below",
    options,
  };
}

export const sameOptions = (a: PackOptions, b: PackOptions): boolean =>
  (Object.keys(usualOptions) as (keyof PackOptions)[]).every((key) => a[key] === b[key]);

/** What a rendering came to. */
export interface Rendering {
  pages: number | null;
  bytes: number;
  /** Of compact pictures. */
  pictures?: PictureBytes | null;
}

/** What compact pictures came to, where they came to less. */
export function savedBy({ pictures }: Rendering): { written: string; lossless: string } | null {
  if (!pictures || pictures.written >= pictures.lossless) return null;
  return { written: fileSize(pictures.written), lossless: fileSize(pictures.lossless) };
}

/** What is exported, as the last renderings are remembered by it. */
export const keyOf = (what: What, about: DocumentRow | null): string =>
  packOf(what) ?? (what === "library" || !about ? "library" : `${what} ${about.id}`);

export const rendering = (key: string, format: Format): Rendering | null =>
  remembered<Record<string, Rendering>>("renderings", {})[`${key} ${format}`] ?? null;

/** The newest are kept. */
export function keepRendering(key: string, format: Format, came: Rendering): void {
  const name = `${key} ${format}`;
  const others = Object.entries(remembered<Record<string, Rendering>>("renderings", {}));
  const kept = others.filter(([other]) => other !== name).slice(-99);
  remember("renderings", Object.fromEntries([...kept, [name, came]]));
}
