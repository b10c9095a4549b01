/** What an export takes, and how it looks: the choices of the export popover. */
import type { DocumentRow, Export, Format, Pack, PackOptions, Subject } from "../../api";
import { remember, remembered } from "../../state/remembered";

/** `only` and `below` mean the document in question; a pack is named by its id. */
export type What = "only" | "below" | "library" | `pack ${string}`;

export interface Chosen {
  what: What;
  format: Format;
  options: PackOptions;
}

const usualOptions: PackOptions = { paper: "a4", cover: true, contents: true, company: "" };

/** As it was chosen the last time; a document is mostly wanted with what it needs. */
export function lastChosen(about: DocumentRow | null): Chosen {
  const { format, options } = remembered<Partial<Chosen>>("export", {});
  return {
    what: about ? "below" : "library",
    format: format === "html" ? "html" : "pdf",
    options: { ...usualOptions, ...options },
  };
}

export const keepChosen = ({ format, options }: Chosen): void => remember("export", { format, options });

export const packOf = (what: What): string | null => (what.startsWith("pack ") ? what.slice(5) : null);

export function asExport({ what, format, options }: Chosen, about: DocumentRow | null): Export {
  return { subject: subject(what, about), format, options };
}

function subject(what: What, about: DocumentRow | null): Subject {
  const pack = packOf(what);
  if (pack !== null) return { of: "pack", id: pack };
  if (what === "library" || !about) return { of: "library" };
  return { of: "documents", ids: [about.id], everything_below: what === "below" };
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
  a.paper === b.paper && a.cover === b.cover && a.contents === b.contents && a.company === b.company;
