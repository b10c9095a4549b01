import { describe, expect, it } from "vitest";
import { open } from "./field";
import { Offering, isKeys, isPart } from "./offering.svelte";
import { allParts, keyChoices, slashChoices } from "./parts";
import type { Suggestion } from "./suggest";

/** The sign that is asked by and what it asks for, after something was typed at the end of a text. */
function asked(typed: string, into = ""): string | null {
  const field = open(into);
  field.writing.focus("end");
  field.write(typed);
  const now = field.asked();
  field.close();
  return now && `${now.sign} ${now.query}`;
}

describe("what asks for suggestions", () => {
  it("is a slash in an empty paragraph or after white space", () => {
    expect(asked("/")).toBe("/ ");
    expect(asked("/ta")).toBe("/ ta");
    expect(asked(" /", "Then")).toBe("/ ");
    expect(asked("and/or"), "within a word").toBeNull();
    expect(asked("https://till")).toBeNull();
    expect(asked("1 / 2"), "before a blank").toBeNull();
    expect(asked("/", "```\n\n```"), "in code").toBeNull();
  });

  it("is none at the beginning of a text that goes on", () => {
    const field = open("and so on");
    field.writing.focus("start");
    field.write("/");
    expect(field.asked()).toBeNull();
    field.close();
  });

  it("gives way to what was asked for", () => {
    const field = open("Then");
    field.writing.focus("end");
    field.write(" /ta");
    field.writing.put("table");
    field.write("x");
    expect(field.writing.text()).toBe("Then\n\n| x | | |\n| - | - | - |\n| | | |\n| | | |");
    field.write(" /del");
    expect(field.asked()?.cell, "a cell is one line").toBe(true);
    field.writing.erase();
    expect(field.writing.text()).toContain("| x | | |");
    field.close();
  });

  it("leads on to a document or to the name of a key", () => {
    const field = open();
    field.writing.focus("end");
    field.write("Press /");
    field.writing.put("key");
    field.write("ctrl+s");
    expect(field.asked()).toMatchObject({ sign: "key", query: "ctrl+s" });
    field.writing.press(["Ctrl", "S"]);
    field.write(" /");
    field.writing.put("document");
    expect(field.asked()).toMatchObject({ sign: "[[", query: "" });
    field.writing.mention("01890a5d-ac96-774b-bcce-b302099a8057", "Refund");
    field.write("now");
    expect(field.writing.text()).toBe(
      "Press <kbd>Ctrl</kbd>+<kbd>S</kbd> [Refund](roadbook:01890a5d-ac96-774b-bcce-b302099a8057) now",
    );
    field.close();
  });
});

describe("the list", () => {
  const labels = (query: string, cell = false) =>
    slashChoices({ query, cell }, allParts, [{ label: "Expected result", run: () => undefined }]).map(
      ({ label }) => label,
    );

  it("holds what is meant by what is typed", () => {
    expect(labels("")).toContain("Expected result");
    expect(labels("list")).toEqual(["Bulleted list", "Numbered list", "Task list"]);
    expect(labels("todo")).toEqual([]);
    expect(labels("to-do")).toEqual(["Task list"]);
    expect(labels("exp")).toEqual(["Expected result"]);
    expect(labels("usr")).toEqual([]);
    expect(labels("row", true)).toEqual(["Row above", "Row below", "Delete row"]);
    expect(labels("", true)).not.toContain("Quote");
  });

  it("knows keys by their names, and takes others as they are typed", () => {
    const keys = (query: string) => keyChoices(query).map(({ names }) => names.join("+"));
    expect(keys("ent")).toEqual(["Enter", "ent"]);
    expect(keys("enter")).toEqual(["Enter"]);
    expect(keys("ctrl+shift+s")).toEqual(["Ctrl+Shift+S"]);
    expect(keys("k")[0]).toBe("K");
    expect(keys("page up")).toEqual(["Page Up"]);
  });

  const at = { sign: "/", query: "ta", at: 4, typed: true, cell: false, left: 0, top: 0, bottom: 0 } as const;
  const offering = () =>
    new Offering({ documents: () => undefined, parts: () => allParts, offers: () => [] });
  const press = (on: Offering, key: string, picked: Suggestion[] = []) =>
    on.key(new KeyboardEvent("keydown", { key }), (choice) => picked.push(choice));

  it("opens when one types, and not when the cursor comes by", () => {
    const list = offering();
    list.sees({ ...at, typed: false });
    expect(list.shown).toBeNull();
    list.sees(at);
    expect(list.shown).not.toBeNull();
    list.sees({ ...at, query: "xyz" });
    expect(list.shown, "nothing is meant: the sign is a sign").toBeNull();
    expect(press(list, "Enter")).toBe(false);
    list.sees({ ...at, query: "t", typed: false });
    expect(list.shown, "still the same sign").not.toBeNull();
  });

  it("stays closed for the sign at which Escape was pressed", () => {
    const list = offering();
    list.sees(at);
    expect(press(list, "Escape")).toBe(true);
    list.sees({ ...at, query: "tab" });
    expect(list.shown).toBeNull();
    expect(press(list, "Escape")).toBe(false);
    list.sees({ ...at, at: 9 });
    expect(list.shown).not.toBeNull();
  });

  it("is walked by arrows, and Enter or Tab picks", () => {
    const list = offering();
    const picked: Suggestion[] = [];
    list.sees({ ...at, query: "" });
    for (const key of ["ArrowDown", "ArrowDown", "ArrowUp", "Enter"])
      expect(press(list, key, picked)).toBe(true);
    press(list, "ArrowUp");
    press(list, "ArrowUp");
    expect(press(list, "Tab", picked)).toBe(true);
    expect(picked.map(({ label }) => label)).toEqual(["Numbered list", "Keyboard key"]);
    expect(picked.every((choice) => isPart(choice) && !isKeys(choice))).toBe(true);
  });
});
