/** What a typed text means in the palette: documents by their names, places in their texts, commands. */
import type { DocumentRow, Hit, Place } from "../../api";
import type { PaletteItem } from "../../ui/Palette.svelte";

export const mostDocuments = 8;
export const mostHits = 12;
export const mostCommands = 8;

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Every word typed is found in the title; titles that begin with the text come first, then those in which
 *  a word does. "SOP 12" finds a document by its kind and number. */
export function matchingDocuments(
  rows: Iterable<DocumentRow>,
  typed: string,
  kindName: (row: DocumentRow) => string,
): DocumentRow[] {
  const text = plain(typed.trim());
  const words = text.split(/\s+/);
  const ranked: { row: DocumentRow; rank: number }[] = [];
  for (const row of rows) {
    const title = plain(row.title);
    if (plain(`${kindName(row)} ${row.number}`) === text) ranked.push({ row, rank: 0 });
    else if (words.every((word) => title.includes(word))) {
      const rank = title.startsWith(text) ? 1 : ` ${title}`.includes(` ${text}`) ? 2 : 3;
      ranked.push({ row, rank });
    }
  }
  return ranked
    .sort((a, b) => a.rank - b.rank || b.row.changed_at - a.row.changed_at)
    .slice(0, mostDocuments)
    .map(({ row }) => row);
}

/** The words around a hit, with what was found marked. The core writes it between U+0002 and U+0003. */
export function excerpt(text: string): Exclude<PaletteItem["detail"], string | undefined> {
  return plainText(text)
    .split("\u0002")
    .flatMap((piece, at) => {
      if (at === 0) return [{ text: piece, strong: false }];
      const [found = "", ...rest] = piece.split("\u0003");
      return [
        { text: found, strong: true },
        { text: rest.join(""), strong: false },
      ];
    })
    .map((part) => ({ ...part, text: part.text.replace(/\s+/g, " ") }))
    .filter((part) => part.text !== "");
}

/** Without the signs of Markdown, which one does not look for. A link may be cut off at the end. */
const plainText = (markdown: string): string =>
  markdown.replace(/\[([^\]]*)\]\([^)…]*(?:\)|(…?)$)/g, "$1$2").replace(/\*+|`/g, "");

export function placeOf({ document, step, node }: Hit): Place {
  if (step) return { document, part: { table: "step", id: step } };
  return { document, part: node ? { table: "node", id: node } : null };
}
