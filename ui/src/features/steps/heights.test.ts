import { describe, expect, it } from "vitest";
import type { Asset, Figure, Step } from "../../api";
import { estimate } from "./heights";

const step = (text: string, more: Partial<Step> = {}) =>
  ({ text, depth: 0, expected: "", why: "", callouts: [], link: null, recording: null, ...more }) as Step;
const asset = { width: 1920, height: 1080 } as Asset;
const figure = { asset: "a", crop: null, caption: "" } as Figure;
const narrow = { width: 614, headed: false };

/** As WebKit lays them out beside an open inspector: a page whose steps are as high as was told moves nothing. */
describe("the height of a step that is not drawn", () => {
  const told = (of: Step, shown = narrow) => estimate(of, [figure], new Map([["a", asset]]), shown);

  it("is that of its text, its picture and what it has besides", () => {
    expect(told(step("Open the customer record."))).toBe(393.375);
    expect(told(step("Open it."), { ...narrow, headed: true })).toBe(413.375);
    expect(told(step("Open it.", { expected: "It is open." }))).toBe(422.375);
    expect(told(step("Pay it:\n\n- check the amount\n- press Add"), { ...narrow, headed: true })).toBe(
      467.375,
    );
    const warned = step("Issue it.", { expected: "Done.", callouts: [{ kind: "tip", text: "Soon." }] });
    expect(told(warned, { ...narrow, headed: true })).toBe(509.375);
  });

  it("grows with the page's width and never with a picture that is small", () => {
    expect(told(step("Open it."), { ...narrow, width: 716 })).toBe(450.75);
    const small = new Map([["a", { width: 100, height: 50 } as Asset]]);
    expect(estimate(step("Open it."), [figure], small, narrow)).toBe(98);
  });
});
