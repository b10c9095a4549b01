/** Where links in texts lead: to documents of this library, or out to the browser. */
import { api, failure } from "../api";
import { kindName, titleOr } from "../i18n/words";
import type { TextLinks } from "../ui/markdown/links";
import type { Suggestion } from "../ui/markdown/suggest";
import { matchingChoices } from "../ui/matching";
import { library } from "./library.svelte";
import { session } from "./session.svelte";
import { toasts } from "./toasts";

export const libraryLinks: TextLinks = {
  find(id) {
    const row = library.documents.get(id);
    return row ? { title: titleOr(row.title), kind: row.kind } : null;
  },
  follow(target) {
    if (target.to === "document") {
      if (library.documents.has(target.id)) session.seek({ document: target.id, part: null });
      return;
    }
    api.job({ job: "open_external", url: target.address }).catch((error: unknown) => {
      toasts.show(failure(error).message, { tone: "bad" });
    });
  },
};

const most = 8;

/** What `[[` offers where every document may be meant, those whose title begins with what is typed first. */
export function documentsFor(typed: string, from?: string): Suggestion[] {
  const rows = [...library.documents.values()].filter(({ id }) => id !== from);
  const named = rows.map((row) => ({ ...row, label: titleOr(row.title) }));
  return matchingChoices(named, typed)
    .slice(0, most)
    .map(({ id, label, kind, number }) => ({ key: id, label, kind, hint: `${kindName(kind)} ${number}` }));
}

/** The document that one of those means. */
export const documentOf = ({ key, label }: Suggestion) => Promise.resolve({ id: key, title: label });
