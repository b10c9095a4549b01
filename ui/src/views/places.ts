/** The places of the window that are no document. */
import { m } from "../i18n";
import type { AreaPlace } from "../state/navigation.svelte";

export const placeName = (view: AreaPlace["view"]): string =>
  ({
    library: m.home_title,
    health: m.health_title,
    trash: m.trash_title,
    packs: m.pack_title,
    roles: m.roles_title,
    settings: m.settings_title,
  })[view]();
