/** What one click does about a finding, by the name of its rule. */
import type { Finding } from "../../api";
import { m } from "../../i18n";
import { suggestedAltIn } from "../../state/alternative";
import { calloutNumbers } from "../../state/callouts";
import { library } from "../../state/library.svelte";
import { tellEdit, toasts } from "../../state/toasts";

interface Fix {
  label: () => string;
  run: (finding: Finding) => Promise<void>;
}

export const fixes: Readonly<Partial<Record<string, Fix>>> = {
  screenshot_without_alternative_text: { label: m.health_fix_alt, run: suggestAlternatives },
};

/** Every picture of the document that has no alternative text gets the suggested one. */
async function suggestAlternatives({ document }: Finding): Promise<void> {
  const open = await library.open(document);
  const numbers = calloutNumbers(open.steps, open.figures, open.document.first_number);
  const edits = [...open.figuresById.values()].flatMap((figure) => {
    const value = figure.alt.trim() ? "" : suggestedAltIn(open, figure, numbers);
    return value
      ? [{ edit: "update_figure" as const, id: figure.id, change: { field: "alt" as const, value } }]
      : [];
  });
  if (!edits.length) {
    toasts.show(m.health_fix_alt_nothing());
    return;
  }
  const done = await library.edit({ edit: "together", label: "suggest_alt", edits });
  if (!done) return;
  tellEdit(m.health_fixed_alt({ count: edits.length }));
}
