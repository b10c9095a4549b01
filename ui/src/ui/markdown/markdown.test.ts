import { Editor } from "@tiptap/core";
import { describe, expect, it } from "vitest";
import fixture from "../../../../tests/fixtures/markdown/texts.json";
import { open } from "./field";
import { shared } from "./fixture";
import { extensions } from "./extensions";
import { fromProse, toProse } from "./prose";
import { read } from "./read";
import { plain, target, type Block } from "./tree";
import { write } from "./write";

interface Text {
  markdown: string;
  /** It comes back as it was; others come back as another text that reads the same. */
  unchanged: boolean;
  tree: unknown[];
}
/** Read by the exporters' tests too. */
const texts: Text[] = fixture;

/** Through the editor itself: its schema drops what it does not know. */
function throughEditor(markdown: string): string {
  const editor = new Editor({
    element: null,
    injectCSS: false,
    extensions: extensions(),
    content: toProse(read(markdown)),
  });
  const back = write(fromProse(editor.getJSON()));
  editor.destroy();
  return back;
}

describe("Markdown that a document may hold", () => {
  it("is read to the tree that the exporters read, and comes back from the editor", () => {
    expect(texts.filter((text) => text.unchanged).length).toBeGreaterThanOrEqual(60);
    for (const { markdown, unchanged, tree } of texts) {
      expect(shared(read(markdown)), markdown).toEqual(tree);
      const back = throughEditor(markdown);
      if (unchanged) expect(back).toBe(markdown);
      expect(shared(read(back)), `${markdown} came back as ${back}`).toEqual(tree);
    }
  });

  it("is written block by block as it is as a whole", () => {
    const all = texts.flatMap(({ markdown }) => read(markdown));
    const field = open(write(all));
    const whole = write(all);
    expect(field.writing.text()).toBe(whole);
    field.writing.focus("start");
    field.write("x");
    expect(field.writing.text()).toBe(`x${whole}`);
    field.close();
  });

  it("keeps a heading's level and a code block's language", () => {
    for (const markdown of ["# a", "#### a", "```ts\nlet x;\n```"])
      expect(throughEditor(markdown)).toBe(markdown);
  });

  it("comes back whatever is typed", () => {
    const signs = [
      ..."*_`~[]()<>#+-=.!|\\&;:/ 12aZé\u00a0",
      "**",
      "~~",
      "```",
      "1. ",
      "- ",
      "&lt;",
      "http://a.b",
    ];
    let seed = 7;
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    for (let round = 0; round < 3_000; round++) {
      const text = Array.from({ length: 1 + random(9) }, () => signs[random(signs.length)]!)
        .join("")
        .replace(/^[ \t]+|[ \t]+$/g, "");
      if (!text.trim()) continue;
      const marked = round % 3 === 0 && /^[a-z0-9]/i.test(text) && /[a-z0-9]$/i.test(text);
      const tree: Block[] = [
        {
          type: "paragraph",
          inlines: marked ? [{ type: "bold", inlines: [{ type: "text", text }] }] : [{ type: "text", text }],
        },
      ];
      expect(read(write(tree)), write(tree)).toEqual(tree);
    }
  });

  it("puts white space at the edge of a mark outside it", () => {
    const tree: Block[] = [
      {
        type: "paragraph",
        inlines: [
          { type: "text", text: " Press" },
          { type: "bold", inlines: [{ type: "text", text: " Refund " }] },
          { type: "text", text: "now " },
        ],
      },
    ];
    expect(write(tree)).toBe("Press **Refund** now");
  });

  it("reads deep nesting and a long text without falling over", () => {
    expect(plain(read(`${"> ".repeat(300)}bottom`))).toContain("bottom");
    expect(plain(read("word ".repeat(20_000)))).toHaveLength(99_999);
  });

  it("lets links lead to the web, a mailbox or a document, and nowhere else", () => {
    for (const bad of [
      "javascript:alert(1)",
      "JaVa\tScript:x",
      "data:text/html,x",
      "file:///etc",
      "roadbook:x",
      "x",
    ]) {
      expect(target(bad), bad).toBeNull();
    }
    expect(target("htt\nps://a.b")).toEqual({ to: "web", address: "https://a.b" });
  });
});
