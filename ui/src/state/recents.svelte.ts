/** Documents that were shown lately, the last first; the palette begins with them. */
import type { DocumentId } from "../api";
import { remember, remembered } from "./remembered";

const most = 12;

export class Recents {
  ids = $state.raw<readonly DocumentId[]>([]);
  #library = "";

  begin(path: string): void {
    this.#library = path;
    this.ids = remembered<DocumentId[]>(`recent.${path}`, []).slice(0, most);
  }

  note(id: DocumentId): void {
    if (this.ids[0] === id) return;
    this.ids = [id, ...this.ids.filter((one) => one !== id)].slice(0, most);
    remember(`recent.${this.#library}`, this.ids);
  }
}

export const recents = new Recents();
