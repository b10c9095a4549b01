/** Whether the outline stands beside the map: one wish for all maps, remembered on this machine. */
import { remember, remembered } from "../../state/remembered";

class Outlined {
  #open = $state(remembered("map.outline", false));

  get open(): boolean {
    return this.#open;
  }
  set open(open: boolean) {
    this.#open = open;
    remember("map.outline", open);
  }
}

export const outlined = new Outlined();
