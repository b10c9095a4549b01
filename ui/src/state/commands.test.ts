import { describe, expect, it, vi } from "vitest";
import { Commands, type Command } from "./commands.svelte";

const command = (id: string, keys: string[] = [], more: Partial<Command> = {}): Command => ({
  id,
  title: () => id,
  group: () => id.split(".")[0]!,
  keys,
  run: vi.fn(),
  ...more,
});

/** Presses written as chords; Mod is Ctrl here. */
function press(chord: string, target: HTMLElement = document.body): KeyboardEvent {
  const parts = chord.split("+");
  const key = parts.at(-1)!;
  const event = new KeyboardEvent("keydown", {
    key,
    code: /^[a-zA-Z]$/.test(key) ? `Key${key.toUpperCase()}` : "",
    ctrlKey: parts.includes("Ctrl"),
    metaKey: parts.includes("Cmd"),
    altKey: parts.includes("Alt"),
    shiftKey: parts.includes("Shift"),
    bubbles: true,
    cancelable: true,
  });
  Object.defineProperty(event, "target", { value: target });
  return event;
}

describe("the registry of commands", () => {
  it("lets an inner view come before the outer one, and takes it back", () => {
    const commands = new Commands(false);
    const outer = command("edit.delete", ["Delete"]);
    const inner = command("map.delete", ["Delete"]);
    commands.register([outer]);
    const leave = commands.register([inner]);
    expect(commands.matching(press("Delete"))?.id).toBe("map.delete");
    leave();
    expect(commands.matching(press("Delete"))?.id).toBe("edit.delete");
  });

  it("leaves keys to the window while a view is only seen until the next one is there", () => {
    const commands = new Commands(false);
    let live = true;
    commands.register([command("view.back", ["Alt+ArrowLeft"])]);
    commands.register([command("map.walk_left", ["Alt+ArrowLeft"])], () => live);
    expect(commands.matching(press("Alt+ArrowLeft"))?.id).toBe("map.walk_left");
    live = false;
    expect(commands.matching(press("Alt+ArrowLeft"))?.id).toBe("view.back");
    expect(commands.find("map.walk_left")).toBeUndefined();
  });

  it("passes over what cannot be done now", () => {
    const commands = new Commands(false);
    const undo = command("edit.undo", ["Mod+Z"], { when: () => false });
    commands.register([undo]);
    expect(commands.handle(press("Ctrl+z"))).toBe(false);
    expect(commands.run("edit.undo")).toBe(false);
    expect(undo.run).not.toHaveBeenCalled();
    expect(commands.available).toEqual([]);
  });

  it("takes the event of what it runs, and leaves one that was taken", () => {
    const commands = new Commands(false);
    const find = command("view.palette", ["Mod+K"]);
    commands.register([find]);
    const event = press("Ctrl+k");
    expect(commands.handle(event)).toBe(true);
    expect(event.defaultPrevented).toBe(true);
    expect(commands.handle(event)).toBe(false);
    expect(find.run).toHaveBeenCalledTimes(1);
  });

  it("groups in the order of registration", () => {
    const commands = new Commands(false);
    commands.register([command("edit.undo"), command("view.palette"), command("edit.redo")]);
    expect(commands.grouped().map((group) => [group.title, group.commands.length])).toEqual([
      ["edit", 2],
      ["view", 1],
    ]);
  });
});

describe("keys while a text field has the focus", () => {
  const field = document.createElement("textarea");
  const commands = new Commands(false);
  commands.register([
    command("figure.arrow", ["A"]),
    command("edit.undo", ["Mod+Z"]),
    command("view.palette", ["Mod+K"]),
    command("view.back", ["Alt+ArrowLeft"]),
    command("edit.delete", ["Delete"]),
    command("help.shortcuts", ["?"]),
    command("edit.rename", ["F2"]),
  ]);
  const matched = (chord: string, target?: HTMLElement) => commands.matching(press(chord, target))?.id;

  it("leaves letters, cursor keys and the field's own undo to the field", () => {
    for (const chord of ["a", "Delete", "Shift+?", "Ctrl+z"]) {
      expect(matched(chord, field), chord).toBeUndefined();
      expect(matched(chord), `${chord} elsewhere`).toBeDefined();
    }
  });

  it("still hears the window's own chords", () => {
    expect(matched("Ctrl+k", field)).toBe("view.palette");
    expect(matched("Alt+ArrowLeft", field)).toBe("view.back");
    expect(matched("F2", field)).toBe("edit.rename");
  });

  it("treats a button and a tick box as no text", () => {
    const box = document.createElement("input");
    box.type = "checkbox";
    expect(matched("a", box)).toBe("figure.arrow");
  });

  it("uses Cmd on a Mac, where Option belongs to the text", () => {
    const mac = new Commands(true);
    mac.register([command("edit.undo", ["Mod+Z"]), command("view.back", ["Alt+ArrowLeft"])]);
    expect(mac.matching(press("Cmd+z"))?.id).toBe("edit.undo");
    expect(mac.matching(press("Ctrl+z"))).toBeUndefined();
    expect(mac.matching(press("Alt+ArrowLeft"))?.id).toBe("view.back");
    expect(mac.matching(press("Alt+ArrowLeft", field))).toBeUndefined();
  });
});
