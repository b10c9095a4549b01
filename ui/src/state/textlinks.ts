/** Where links in texts lead: to documents of this library, or out to the browser. */
import { api, failure } from "../api";
import type { TextLinks } from "../ui/markdown/links";
import { titleOr } from "../i18n/words";
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
