import { describe, expect, it } from "vitest";
import { Failure, type Edit } from "../api";
import { anEdit, changed, setUp } from "./examplelibrary";
import { LibraryMirror } from "./library.svelte";
import { typing } from "./typing";

describe("what is typed and what is done", () => {
  it("sends what is being typed before an edit", async () => {
    const { library, answers } = setUp();
    await library.load();
    const sent: string[] = [];
    library.holdsText(async () => {
      sent.push("typed");
      await library.type(anEdit, "visit");
    });
    answers.push(changed(2), changed(3));
    await library.edit(anEdit);
    expect(sent).toEqual(["typed"]);
    expect(library.state?.revision).toBe(3);
  });

  it("sends in the order in which things were done, however long a text takes to be kept", async () => {
    const { library } = setUp();
    await library.load();
    const order: string[] = [];
    let revision = 1;
    let release = () => {};
    const slow = new Promise<void>((resolve) => (release = resolve));
    const doors = {
      read: () => Promise.reject(new Error()),
      edit: async (edit: Edit) => {
        const name = edit.edit === "update_step" ? `${edit.id} ${String(edit.change.value)}` : edit.edit;
        order.push(name);
        if (name === "b typed") await slow;
        return changed(++revision);
      },
      undo: () => Promise.reject(new Error()),
      redo: () => Promise.reject(new Error()),
    };
    const mirror = new LibraryMirror(doors);
    mirror.state = library.state;
    const write = (id: string) =>
      typing((value) => ({ edit: "update_step", id, change: { field: "text", value } }), mirror)();
    const addStep: Edit = { edit: "add_steps", document: "till", after: null, steps: [] };

    const b = write("b");
    b.type("typed");
    const first = mirror.edit(addStep);
    // While b's text is on its way, the new step c is typed in, and the next one made.
    const c = write("c");
    c.type("typed");
    const left = c.end();
    const second = mirror.edit({ ...addStep, after: "c" });
    await new Promise((done) => setTimeout(done));
    expect(order, "nothing overtakes b").toEqual(["b typed"]);
    release();
    await Promise.all([first, second, left]);
    expect(order).toEqual(["b typed", "add_steps", "c typed", "add_steps"]);
  });

  it("is held up by no text that cannot be kept, and forgets one whose step is gone", async () => {
    const { library, answers } = setUp();
    await library.load();
    const visit = typing(
      (value) => ({ edit: "update_step", id: "s1", change: { field: "text", value } }),
      library,
    )();
    visit.type("too long");
    answers.push(new Failure({ code: "limit", message: "Too long.", detail: null }), changed(2));
    expect(await library.edit(anEdit)).not.toBeNull();
    answers.push(new Failure({ code: "not_found", message: "Gone.", detail: null }), changed(3), changed(4));
    await library.edit(anEdit);
    await library.edit(anEdit);
    expect(library.state?.revision).toBe(4);
    expect(answers).toEqual([]);
  });
});
