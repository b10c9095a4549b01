/** What is typed to ask for something: `[[` for a document, "/" for a part of the text, the name of a key where
 *  a key was chosen. */
import type { Editor } from "@tiptap/core";
import type { Transaction } from "@tiptap/pm/state";
import { isInTable } from "@tiptap/pm/tables";
import type { Range } from "./put";
import type { Mention } from "./writing";

const mentioning = /\[\[([^[\]]{0,80})$/;
const slashing = /(?:^|\s)\/([^\s/]{0,30})$/;
const longestKey = 24;
/** As far back as any of them reaches. */
const reach = 90;

type Found = Pick<Mention, "sign" | "query" | "at">;

export function asking(editor: () => Editor) {
  /** Where the name of a key begins that is being typed. */
  let key: number | null = null;

  function found(): Found | null {
    const { $from, empty } = editor().state.selection;
    const { parent, parentOffset, pos } = $from;
    if (!empty || !parent.isTextblock || parent.type.spec.code) return null;
    if ($from.marks().some((mark) => mark.type.name === "code")) return null;
    const start = Math.max(0, parentOffset - reach);
    const before = parent.textBetween(start, parentOffset, " ", " ");

    if (key !== null) {
      const query = key >= $from.start() && key <= pos ? before.slice(key - $from.start() - start) : null;
      if (query !== null && query.length <= longestKey && !/^\s|\s\s/.test(query)) {
        return { sign: "key", query, at: key };
      }
      key = null;
    }
    const mention = mentioning.exec(before);
    if (mention) return { sign: "[[", query: mention[1]!, at: pos - mention[0].length };
    const slash = slashing.exec(before);
    if (!slash) return null;
    const at = pos - slash[1]!.length - 1;
    // At the beginning of a text that goes on, it is likely a part of that text.
    if (at === $from.start() && parentOffset < parent.content.size) return null;
    return { sign: "/", query: slash[1]!, at };
  }

  return {
    /** With every change of the text. */
    follow(transaction: Transaction): void {
      if (key !== null) key = transaction.mapping.map(key, -1);
    },
    now(transaction: Transaction): Mention | null {
      const asked = found();
      if (!asked) return null;
      const { view, state } = editor();
      const { left, top, bottom } = view.coordsAtPos(asked.at);
      return {
        ...asked,
        typed: transaction.docChanged && transaction.getMeta("uiEvent") === undefined,
        cell: isInTable(state),
        left,
        top,
        bottom,
      };
    },
    /** From the sign to the cursor. */
    range(): Range {
      const { pos } = editor().state.selection.$from;
      return { from: found()?.at ?? pos, to: pos };
    },
    /** What is typed from here on is the name of a key. */
    forKey(at: number): void {
      key = at;
    },
    end(): void {
      key = null;
    },
  };
}
