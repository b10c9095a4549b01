import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { open } from "./field";
import { read } from "./read";
import { write } from "./write";

const pages = "../tests/fixtures/markdown/pasted";

/** What a text is after a paste into it, where the cursor stands at its beginning. */
function pasted(content: { html?: string; text?: string }, into = ""): string {
  const field = open(into);
  const event = new Event("paste", { bubbles: true, cancelable: true });
  const data: Record<string, string> = {
    ...(content.html !== undefined && { "text/html": content.html }),
    ...(content.text !== undefined && { "text/plain": content.text }),
  };
  const clipboardData = { types: Object.keys(data), files: [], getData: (type: string) => data[type] ?? "" };
  field.element.dispatchEvent(Object.assign(event, { clipboardData }));
  expect(event.defaultPrevented, "the browser pastes nothing by itself").toBe(true);
  const now = field.writing.text();
  field.close();
  return now;
}

describe("a paste", () => {
  const names = readdirSync(pages).filter((name) => name.endsWith(".html"));

  it.each(names)("of %s is cleaned to what a text may hold", (name) => {
    const html = readFileSync(`${pages}/${name}`, "utf8");
    const expected = readFileSync(`${pages}/${name.replace(/html$/, "md")}`, "utf8").trimEnd();
    const now = pasted({ html, text: "as text" });
    expect(now).toBe(expected);
    expect(write(read(now)), "Markdown says it again").toBe(expected);
    expect(now, "no picture, no script, no style").not.toMatch(/<(img|script|style|span)|!\[|stolen|mso-/);
    expect("stolen" in window, "nothing of it has run").toBe(false);
  });

  it("of words goes on in the line", () => {
    expect(pasted({ html: "<p>Now <i>and</i> then: </p>" }, "pay")).toBe("Now *and* then:pay");
  });

  it("of HTML that says no more than its Markdown is read as Markdown", () => {
    const text = "## Refund\n\n- **card**\n- cash";
    const html = `<meta charset="utf-8"><div>## Refund</div><div><br></div><div>- **card**</div><div>- cash</div>`;
    expect(pasted({ html, text })).toBe(text);
  });

  it("of plain text is Markdown where it looks like it, and else goes by the letter", () => {
    expect(pasted({ text: "1. Open\n2. Press <kbd>F2</kbd>" })).toBe("1. Open\n2. Press <kbd>F2</kbd>");
    expect(pasted({ text: "2*3*4 < 5" })).toBe("2\\*3\\*4 < 5");
  });

  it("into code goes by the letter", () => {
    const html = "<p><b>bold</b></p>";
    expect(pasted({ html, text: "- **bold**" }, "```\nx\n```")).toBe("```\n- **bold**x\n```");
  });

  it("into a cell of a table is one line, but a table falls into the cells", () => {
    const table = "| a | b |\n| - | - |\n| c | d |";
    expect(pasted({ html: "<h2>One</h2><ul><li>two</li><li>three</li></ul>" }, table)).toBe(
      "| One two threea | b |\n| - | - |\n| c | d |",
    );
    const cells =
      "<table><tr><td>1</td><td>2</td><td>3</td></tr><tr><td>4</td><td>5</td><td>6</td></tr></table>";
    expect(pasted({ html: cells }, table)).toBe("| 1 | 2 | 3 |\n| - | - | - |\n| 4 | 5 | 6 |");
  });

  it("of nothing but pictures changes nothing", () => {
    expect(pasted({ html: '<img src="https://track.example/1.png" alt="chart">' }, "kept")).toBe("kept");
  });

  it("of HTML nested too deep, or with absurd cells, is still a text", () => {
    expect(pasted({ html: `${"<blockquote>".repeat(200)}bottom` })).toContain("bottom");
    const wide =
      '<table><tr><td colspan="100000">a</td><td>b</td></tr><tr><td rowspan="65534">c</td></tr></table>';
    expect(pasted({ html: wide })).toContain("a");
  });
});
