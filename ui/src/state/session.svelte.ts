/** What belongs to this window and not to the library: where one is, what is chosen there, how the panels
 *  lie, light or dark. */
import { api, type DocumentId, type Place, type RecordKey, type Theme } from "../api";
import { documentIn, Navigation } from "./navigation.svelte";
import { remember, remembered } from "./remembered";

export const navigation = new Navigation();

/** What is chosen in the open document; the inspector shows it. Nothing chosen: the document itself. */
export interface Selection {
  kind: "node" | "connection" | "lane" | "step" | "figure" | "shape";
  ids: readonly string[];
}

interface Panel {
  /** In CSS pixels. */
  size: number;
  collapsed: boolean;
}

export const panelSizes = { sidebar: 248, inspector: 300 } as const;

export class Session {
  selection = $state.raw<Selection | null>(null);
  /** Of the editor that is shown; null where it has none. */
  tool = $state<string | null>(null);
  /** For the status line: "100 %"; null where nothing is zoomed. Set by the editor that is shown. */
  zoom = $state<string | null>(null);
  /** For the status line: what there is of in the document, "6 steps · 3 roles". Set by its editor. */
  counts = $state<string | null>(null);
  /** A part of a document that is to be shown: its editor chooses it, scrolls to it and calls `found()`. */
  sought = $state.raw<{ document: DocumentId; part: RecordKey } | null>(null);

  sidebar = $state<Panel>(panel("sidebar"));
  inspector = $state<Panel>(panel("inspector"));
  theme = $state<Theme>(remembered<Theme>("theme", "system"));

  /** The document that is shown, to be written or read. */
  get document(): DocumentId | null {
    const place = navigation.current;
    return place && documentIn(place);
  }

  /** Whether keys are for this document. While the next one is read the last one is still seen, and what is
   *  pressed then is not meant for it any more. */
  shows(id: DocumentId): boolean {
    return this.document === id;
  }

  select(kind: Selection["kind"], ids: readonly string[]): void {
    this.selection = ids.length > 0 ? { kind, ids } : null;
  }

  clear(): void {
    this.selection = null;
  }

  /** Goes to a document, and to the part of it that is meant. */
  seek({ document, part }: Place): void {
    navigation.go({ view: "document", id: document });
    this.sought = part === null || part.table === "document" ? null : { document, part };
  }

  found(): void {
    this.sought = null;
  }

  keepPanel(name: keyof typeof panelSizes): void {
    remember(name, this[name]);
  }

  toggle(name: keyof typeof panelSizes): void {
    this[name].collapsed = !this[name].collapsed;
    this.keepPanel(name);
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    remember("theme", theme);
    this.wearTheme();
  }

  /** The page first, then the frame around it. */
  wearTheme(): void {
    const page = document.documentElement;
    if (this.theme === "system") delete page.dataset.theme;
    else page.dataset.theme = this.theme;
    api.job({ job: "appearance", theme: this.theme }).catch(() => undefined);
  }
}

function panel(name: keyof typeof panelSizes): Panel {
  const usual = { size: panelSizes[name], collapsed: false };
  const { size, collapsed } = { ...usual, ...remembered<Partial<Panel>>(name, {}) };
  return { size: Number.isFinite(size) ? size : usual.size, collapsed: collapsed === true };
}

export const session = new Session();
