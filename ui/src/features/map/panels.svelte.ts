/** What stands beside or on the map: one wish for all maps, remembered on this machine. */
import { remember, remembered } from "../../state/remembered";

class Panel {
  readonly #name: string;
  #open = $state(false);

  constructor(name: string, usual: boolean) {
    this.#name = name;
    this.#open = remembered(name, usual);
  }

  get open(): boolean {
    return this.#open;
  }
  set open(open: boolean) {
    this.#open = open;
    remember(this.#name, open);
  }
}

class Minimapped extends Panel {
  /** From so many nodes on, a map is not taken in at a glance. */
  readonly from = 24;
}

/** Whether the outline stands beside the map. */
export const outlined = new Panel("map.outline", false);
/** Whether a large map is shown in small as well. */
export const minimapped = new Minimapped("map.minimap", true);
