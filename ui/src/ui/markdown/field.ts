/** A field's editor in a page of its own, with hands. For tests. */
import { TextSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { beginWriting } from "./editor";
import type { Mention, Writing } from "./writing";

// Nothing is drawn here, so nothing has a place.
const nowhere = new DOMRect();
Object.assign(Range.prototype, {
  getClientRects: () => [nowhere],
  getBoundingClientRect: () => nowhere,
});
document.elementFromPoint = () => null;

export interface TestField {
  writing: Writing;
  element: HTMLElement;
  /** What was told last of what is asked for. */
  asked: () => Mention | null;
  /** A key as in KeyboardEvent.key, with "Shift+" before it where that is held. */
  press(key: string): void;
  /** Signs one by one, as they are typed. */
  write(text: string): void;
  close(): void;
}

export function open(text = ""): TestField {
  const element = document.body.appendChild(document.createElement("div"));
  const nothing = () => undefined;
  let mention: Mention | null = null;
  const writing = beginWriting({
    element,
    text,
    label: "Text",
    placeholder: "",
    kindOf: () => null,
    ontype: nothing,
    onkey: () => false,
    onpaste: () => false,
    onmention: (now) => (mention = now),
    onselect: nothing,
    ontable: nothing,
    onfollow: nothing,
  });
  const field = element.querySelector<HTMLElement & { pmViewDesc: unknown; editor: { view: EditorView } }>(
    ".ProseMirror",
  )!;
  const { view } = field.editor;
  return {
    writing,
    element: field,
    asked: () => mention,
    press(key) {
      const name = key.replace("Shift+", "");
      if (name === "Home") {
        const { state } = view;
        view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, state.selection.$from.start())));
        return;
      }
      const event = { key: name, code: name, shiftKey: key !== name, bubbles: true, cancelable: true };
      field.dispatchEvent(new KeyboardEvent("keydown", event));
    },
    write(text) {
      for (const sign of text) {
        const { from, to } = view.state.selection;
        const insert = () => view.state.tr.insertText(sign, from, to);
        if (view.someProp("handleTextInput", (handle) => handle(view, from, to, sign, insert))) continue;
        view.dispatch(insert());
      }
    },
    close() {
      writing.destroy();
      element.remove();
    },
  };
}
