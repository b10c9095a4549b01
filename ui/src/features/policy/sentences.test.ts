import { describe, expect, it } from "vitest";
import { sentences } from "./sentences";

describe("sentences of a rule", () => {
  const cases: [string, number][] = [
    ["", 0],
    ["Refunds are paid within 14 days.", 1],
    ["Refunds are paid within 14 days", 1],
    ["We pay € 84.00, e.g. by card. The customer chooses! Who else?", 3],
    ["- One\n- Two\n- Three\n- Four.", 4],
    ["First.\n\nSecond. **Third.** Fourth", 4],
    ["退款。在 14 天内。", 2],
  ];
  for (const [text, expected] of cases) {
    it(`counts ${expected} in ${JSON.stringify(text)}`, () => expect(sentences(text)).toBe(expected));
  }
});
