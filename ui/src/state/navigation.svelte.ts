/** Where the person is and has been: the history behind Alt+Left and Alt+Right. A place remembers what was
 *  selected and how the map lay, so that going back shows it as it was left. */

export interface Viewport {
  /** Of the map's origin, in CSS pixels of the window. */
  x: number;
  y: number;
  zoom: number;
}

export interface DocumentPlace {
  view: "document";
  id: string;
  viewport?: Viewport;
  /** Ids of nodes, steps or shapes. */
  selection?: readonly string[];
  /** Of a page that scrolls, in CSS pixels. */
  scroll?: number;
}

/** A document as its readers get it. */
export interface ReaderPlace {
  view: "reader";
  id: string;
  /** Where in it one begins: an anchor of an exported page, or the id of a step. */
  part?: string;
  selection?: readonly string[];
  scroll?: number;
}

/** The places that are no document: the library as a table, its health, its trash, its packs, its settings. */
export interface AreaPlace {
  view: "library" | "health" | "trash" | "packs" | "roles" | "settings";
  selection?: readonly string[];
  scroll?: number;
}

export type Place = DocumentPlace | ReaderPlace | AreaPlace;

/** How many places are remembered. */
const longest = 200;

/** The document that is shown there, to be written or read; null where none is. */
export const documentIn = (place: Place): string | null => ("id" in place ? place.id : null);

export function samePlace(a: Place, b: Place): boolean {
  return a.view === b.view && documentIn(a) === documentIn(b);
}

export class Navigation {
  /** Plain, with a signal beside them: while an effect is torn down, Svelte reads states as they were before,
   *  and a view that notes how it was left would bring back the places of that time. */
  #places: readonly Place[] = [];
  #at = -1;
  #count = 0;
  #changes = $state(0);

  get current(): Place | null {
    void this.#changes;
    return this.#places[this.#at] ?? null;
  }
  get canBack(): boolean {
    void this.#changes;
    return this.#at > 0;
  }
  get canForward(): boolean {
    void this.#changes;
    return this.#at < this.#places.length - 1;
  }

  /** Goes there; what lay ahead is forgotten. The place where one is already is only told anew. */
  go(place: Place): void {
    const current = this.#places[this.#at];
    if (current && samePlace(current, place)) return this.remember(place);
    const places = [...this.#places.slice(0, this.#at + 1), place].slice(-longest);
    this.#set(places, places.length - 1);
  }

  back(): Place | null {
    if (this.#at <= 0) return null;
    this.#set(this.#places, this.#at - 1);
    return this.current;
  }

  /** Back to the nearest place of another view than this one; false where there is none. */
  leaveView(): boolean {
    const view = this.#places[this.#at]?.view;
    const at = this.#places.findLastIndex((place, index) => index < this.#at && place.view !== view);
    if (at < 0) return false;
    this.#set(this.#places, at);
    return true;
  }

  forward(): Place | null {
    if (this.#at >= this.#places.length - 1) return null;
    this.#set(this.#places, this.#at + 1);
    return this.current;
  }

  /** Notes how the present place looks, as it scrolls or as its selection changes. `of` is the place that is
   *  meant by who may say so late: one that was just left is noted all the same, and any other is not. */
  remember(
    what: Partial<Pick<DocumentPlace, "viewport" | "selection" | "scroll">>,
    of: Place | null = this.current,
  ): void {
    const at = [this.#at, this.#at - 1, this.#at + 1].find((index) => {
      const place = this.#places[index];
      return place && of && samePlace(place, of);
    });
    const place = at === undefined ? undefined : this.#places[at];
    if (place) this.#set(this.#places.with(at!, { ...place, ...what }), this.#at);
  }

  /** Leaves out every place that is no more, and two equal ones that meet thereby. Where the present one
   *  goes, the nearest before it is shown. */
  forget(gone: (place: Place) => boolean): void {
    const kept: Place[] = [];
    let at = -1;
    this.#places.forEach((place, index) => {
      const last = kept.at(-1);
      if (!gone(place) && !(last && samePlace(last, place))) kept.push(place);
      if (index === this.#at) at = kept.length - 1;
    });
    this.#set(kept, Math.max(kept.length ? 0 : -1, at));
  }

  /** Another library: begin anew. */
  clear(): void {
    this.#set([], -1);
  }

  #set(places: readonly Place[], at: number): void {
    this.#places = places;
    this.#at = at;
    this.#changes = ++this.#count;
  }
}
