/** Looks with a name: a colour, a width of lines and a size of letters that go well together. Each colour
 *  keeps 3:1 against its white halo, in print as well, and differs in lightness for those who do not tell
 *  colours apart. */
import { m } from "../../i18n";
import type { Style } from "./marks";

export interface Preset extends Style {
  name: () => string;
}

export const presets: readonly Preset[] = [
  { name: m.figure_preset_usual, mark: "route", stroke: "normal", lettering: "normal" },
  { name: m.figure_preset_loud, mark: "route", stroke: "bold", lettering: "large" },
  { name: m.figure_preset_fine, mark: "ink", stroke: "fine", lettering: "small" },
  { name: m.figure_preset_second, mark: "blue", stroke: "normal", lettering: "normal" },
  { name: m.figure_preset_right, mark: "green", stroke: "normal", lettering: "normal" },
];
