/** Keyboard chords: written as "Mod+Shift+K" in the source, matched against events, shown as keycaps.
 *  Mod is Cmd on a Mac and Ctrl elsewhere. Knows nothing of commands. */

export interface Chord {
  mod: boolean;
  ctrl: boolean;
  alt: boolean;
  shift: boolean;
  /** As in KeyboardEvent.key, letters in lower case. */
  key: string;
}

export const onMac = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);

const parsed = new Map<string, Chord>();

export function parseChord(text: string): Chord {
  const known = parsed.get(text);
  if (known) return known;
  // A lone plus is a key of its own: "Mod++" is Mod and plus.
  const parts = text.endsWith("++") ? [...text.slice(0, -2).split("+"), "+"] : text.split("+");
  const key = text === "+" ? "+" : (parts.at(-1) ?? "");
  const held = new Set(text === "+" ? [] : parts.slice(0, -1));
  const chord: Chord = {
    mod: held.has("Mod"),
    ctrl: held.has("Ctrl"),
    alt: held.has("Alt"),
    shift: held.has("Shift"),
    key: key === "Space" ? " " : key.length === 1 ? key.toLowerCase() : key,
  };
  parsed.set(text, chord);
  return chord;
}

export type KeyPress = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** WebKitGTK has no name for Tab with Shift, which is a key of its own to X11. */
export const keyName = ({ key, code }: Pick<KeyPress, "key" | "code">): string =>
  code === "Tab" ? "Tab" : key;

const keyOf = (event: KeyPress): string => {
  const key = keyName(event);
  return key.length === 1 ? key.toLowerCase() : key;
};

const isLetter = (key: string) => key >= "a" && key <= "z" && key.length === 1;
const isDigit = (key: string) => key >= "0" && key <= "9" && key.length === 1;

/** Letters and digits fall back to the place of the key, so that Ctrl+Z is found on a Cyrillic keyboard
 *  and Shift+1 where the layout writes "!". A sign like "?" is matched by what it writes, whichever way. */
export function matchesChord(event: KeyPress, text: string, mac = onMac): boolean {
  const chord = parseChord(text);
  const ctrl = mac ? chord.ctrl : chord.ctrl || chord.mod;
  const meta = mac && chord.mod;
  if (event.ctrlKey !== ctrl || event.metaKey !== meta || event.altKey !== chord.alt) return false;

  const key = keyOf(event);
  if (isLetter(chord.key)) {
    const latin = isLetter(key) ? key : event.code === `Key${chord.key.toUpperCase()}` ? chord.key : key;
    return latin === chord.key && event.shiftKey === chord.shift;
  }
  if (isDigit(chord.key)) {
    const digit = key === chord.key || event.code === `Digit${chord.key}`;
    return digit && event.shiftKey === chord.shift;
  }
  if (chord.key.length === 1 && chord.key !== " ") return key === chord.key;
  return key === chord.key && event.shiftKey === chord.shift;
}

const macCaps: Record<string, string> = {
  Mod: "⌘",
  Ctrl: "⌃",
  Alt: "⌥",
  Shift: "⇧",
  Enter: "↩",
  Backspace: "⌫",
  Delete: "⌦",
};
const caps: Record<string, string> = {
  Mod: "Ctrl",
  Delete: "Del",
  Escape: "Esc",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
};

/** The keycaps of a chord, in the order in which they are read: ["Ctrl", "Shift", "Z"]. */
export function keycaps(text: string, mac = onMac): string[] {
  const chord = parseChord(text);
  const held = [
    chord.ctrl && "Ctrl",
    chord.mod && !mac && "Mod",
    chord.alt && "Alt",
    chord.shift && "Shift",
    chord.mod && mac && "Mod",
  ].filter((part): part is string => part !== false);
  const key = chord.key === " " ? "Space" : chord.key.length === 1 ? chord.key.toUpperCase() : chord.key;
  return [...held, key].map((part) => (mac && macCaps[part]) || caps[part] || part);
}

/** The chord as ARIA's aria-keyshortcuts wants it. */
export function ariaKeys(text: string, mac = onMac): string {
  const chord = parseChord(text);
  return [
    (chord.ctrl || (chord.mod && !mac)) && "Control",
    chord.mod && mac && "Meta",
    chord.alt && "Alt",
    chord.shift && "Shift",
    chord.key === " " ? "Space" : chord.key.length === 1 ? chord.key.toUpperCase() : chord.key,
  ]
    .filter(Boolean)
    .join("+");
}

/** The chord as a native menu wants it: "CmdOrCtrl+Shift+Z". */
export function accelerator(text: string): string {
  const chord = parseChord(text);
  return [
    chord.mod && "CmdOrCtrl",
    chord.ctrl && "Ctrl",
    chord.alt && "Alt",
    chord.shift && "Shift",
    chord.key === " " ? "Space" : chord.key.length === 1 ? chord.key.toUpperCase() : chord.key,
  ]
    .filter(Boolean)
    .join("+");
}

/** Whether this element takes typed text. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.getAttribute("contenteditable") === "true") return true;
  if (target instanceof HTMLTextAreaElement) return !target.readOnly;
  if (!(target instanceof HTMLInputElement)) return false;
  return (
    !target.readOnly && !/^(button|checkbox|color|file|image|radio|range|reset|submit)$/.test(target.type)
  );
}

const wordKeys = new Set([
  "Backspace",
  "Delete",
  "ArrowLeft",
  "ArrowRight",
  "ArrowUp",
  "ArrowDown",
  "Home",
  "End",
]);
const editingLetters = new Set(["a", "c", "v", "x", "z", "y"]);

/** Whether a text field wants this key press for itself: letters, cursor keys, its own undo and clipboard. */
export function belongsToText(event: KeyPress, mac = onMac): boolean {
  const mod = mac ? event.metaKey : event.ctrlKey;
  if (/^F\d+$/.test(event.key)) return false;
  if (mod) return wordKeys.has(event.key) || editingLetters.has(event.key.toLowerCase());
  // On a Mac, Option writes characters and moves by words; elsewhere Alt+Arrow is free for back and forward.
  if (event.altKey) return mac;
  return event.key !== "Escape";
}
