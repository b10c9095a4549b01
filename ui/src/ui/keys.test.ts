import { describe, expect, it } from "vitest";
import { accelerator, ariaKeys, keycaps, matchesChord, type KeyPress } from "./keys";

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: "",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe("a chord matches", () => {
  const check = (chord: string, event: KeyPress, expected: boolean, reason: string, mac = false) =>
    expect(matchesChord(event, chord, mac), reason).toBe(expected);

  it("what it says and no more", () => {
    check("Mod+Z", press("z", { ctrlKey: true }), true, "Ctrl+Z");
    check("Mod+Z", press("Z", { ctrlKey: true, shiftKey: true }), false, "Shift makes another chord");
    check("Mod+Shift+Z", press("Z", { ctrlKey: true, shiftKey: true }), true, "redo");
    check("A", press("a", { altKey: true }), false, "Alt makes another chord");
    check("Mod+Z", press("z", { metaKey: true }), true, "Cmd on a Mac", true);
    check("Mod+Z", press("z", { ctrlKey: true }), false, "not Ctrl on a Mac", true);
  });

  it("on keyboards that write other letters there", () => {
    check("Mod+Z", press("я", { ctrlKey: true, code: "KeyZ" }), true, "Cyrillic");
    check(
      "Mod+Z",
      press("y", { ctrlKey: true, code: "KeyZ" }),
      false,
      "German: Y stands where Z is elsewhere",
    );
    check("Shift+1", press("!", { shiftKey: true, code: "Digit1" }), true, "Shift writes a sign");
    check("?", press("?", { shiftKey: true, code: "Slash" }), true, "with Shift");
    check("?", press("?", { code: "Minus" }), true, "or without");
    check("Shift+Tab", press("Unidentified", { shiftKey: true, code: "Tab" }), true, "as WebKitGTK has it");
    check("Mod++", press("+", { ctrlKey: true, shiftKey: true }), true, "a plus is a key too");
  });
});

describe("a chord is written", () => {
  it("for the eye", () => {
    expect(keycaps("Mod+Shift+Z", false)).toEqual(["Ctrl", "Shift", "Z"]);
    expect(keycaps("Mod+Shift+Z", true)).toEqual(["⇧", "⌘", "Z"]);
    expect(keycaps("Alt+ArrowLeft", false)).toEqual(["Alt", "←"]);
    expect(keycaps("Space", false)).toEqual(["Space"]);
  });
  it("for a screen reader and for a native menu", () => {
    expect(ariaKeys("Mod+K", false)).toBe("Control+K");
    expect(ariaKeys("Mod+K", true)).toBe("Meta+K");
    expect(accelerator("Mod+Shift+Z")).toBe("CmdOrCtrl+Shift+Z");
  });
});
