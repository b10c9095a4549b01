import { describe, expect, it } from "vitest";
import counted from "../../../../tests/fixtures/numbers.json";
import type { DocumentContent, ShapeForm } from "../../api";
import { frame, fromFrame, held, moved, resized, squared, straightened, toFrame } from "./geometry";
import { aligned, distributed, layered } from "./arranging";
import { keysOf, pictureVersion, plainStyle } from "./marks";
import { calloutNumbers } from "./numbers";

const near = (a: { x: number; y: number }, x: number, y: number) => {
  expect(a.x).toBeCloseTo(x, 9);
  expect(a.y).toBeCloseTo(y, 9);
};

describe("where marks lie", () => {
  it("is told from the whole picture, whatever is cropped away", () => {
    const wide = frame({ width: 1432, height: 716 }, null);
    expect(wide).toMatchObject({ width: 716, height: 358 });
    near(toFrame(wide, { x: 0.5, y: 0.5 }), 358, 179);

    const right = frame({ width: 1432, height: 716 }, { x: 0.75, y: 0, width: 0.25, height: 0.5 });
    expect(right, "a small part is not enlarged").toMatchObject({ width: 358, height: 358 });
    near(toFrame(right, { x: 0.75, y: 0.5 }), 0, 358);
    near(fromFrame(right, toFrame(right, { x: 0.9, y: 0.2 })), 0.9, 0.2);
  });

  it("keeps to squares and to eighths of a turn with Shift", () => {
    expect(squared({ x: 10, y: 10 }, { x: 5, y: 40 })).toEqual({ x: -20, y: 40 });
    near(straightened({ x: 0, y: 0 }, { x: 10, y: 1 }), Math.hypot(10, 1), 0);
    near(
      straightened({ x: 0, y: 0 }, { x: -9, y: 10 }),
      -Math.hypot(9, 10) / Math.SQRT2,
      Math.hypot(9, 10) / Math.SQRT2,
    );
  });

  it("turns a rectangle over that is pulled past its other side", () => {
    const rect = { x: 0.2, y: 0.2, width: 0.2, height: 0.2 };
    expect(resized(rect, "e", { x: 0.1, y: 0.9 }).x).toBeCloseTo(0.1);
    expect(resized(rect, "e", { x: 0.1, y: 0.9 }).width).toBeCloseTo(0.1);
    expect(resized(rect, "se", { x: 0.6, y: 0.5 })).toMatchObject({ x: 0.2, y: 0.2 });
  });

  it("keeps every form on the picture as it is moved", () => {
    const forms: ShapeForm[] = [
      { kind: "arrow", from: { x: 0.1, y: 0.1 }, to: { x: 0.9, y: 0.5 } },
      { kind: "rectangle", rect: { x: 0.1, y: 0.1, width: 0.8, height: 0.4 } },
      { kind: "redaction", rect: { x: 0.1, y: 0.1, width: 0.8, height: 0.4 } },
      { kind: "number", at: { x: 0.1, y: 0.1 }, pointer: { x: 0.9, y: 0.5 }, from: null },
    ];
    for (const form of forms) near(held(form, { x: 0.5, y: -0.5 }), 0.1, -0.1);
    near(held({ kind: "text", at: { x: 1.2, y: 0.5 }, text: "" }, { x: 0.1, y: 0 }), 0, 0);
    expect(moved(forms[3]!, { x: 0.1, y: 0 })).toMatchObject({ pointer: { y: 0.5 } });
  });
});

describe("numbers of callouts", () => {
  it("run through the document as the core counts them", () => {
    const { document, steps, figures } = counted.content as DocumentContent;
    const byStep = new Map(
      steps.map(({ id }) => [
        id,
        figures.filter((figure) => figure.step === id).sort((a, b) => a.position - b.position),
      ]),
    );
    const inOrder = steps.toSorted((a, b) => a.position - b.position);
    expect(Object.fromEntries(calloutNumbers(inOrder, byStep, document.first_number))).toEqual(
      counted.numbers,
    );
  });
});

describe("a picture's version", () => {
  const plain = { asset: "a", crop: null, shapes: [] };
  const shape = (form: ShapeForm) => ({ ...plainStyle, id: "s", turn: 0, form });
  const rect = { x: 0, y: 0, width: 0.1, height: 0.1 };

  it("changes with what is burned into it, and with nothing else", () => {
    const version = pictureVersion(plain);
    expect(version).toMatch(/^[0-9a-f]{16}$/);
    expect(pictureVersion({ ...plain, shapes: [shape({ kind: "rectangle", rect })] })).toBe(version);
    expect(pictureVersion({ ...plain, shapes: [shape({ kind: "redaction", rect })] })).not.toBe(version);
    for (const form of [
      { kind: "blur", rect },
      { kind: "spotlight", rect, round: false },
      { kind: "magnifier", source: rect, at: { x: 0.5, y: 0.5 }, zoom: 2, round: true },
    ] satisfies ShapeForm[]) {
      expect(pictureVersion({ ...plain, shapes: [shape(form)] }), form.kind).not.toBe(version);
    }
    expect(pictureVersion({ ...plain, crop: rect })).not.toBe(version);
    expect(pictureVersion({ ...plain, asset: "b" })).not.toBe(version);
  });
});

describe("arranging marks", () => {
  it("sends them to the front and the back, or past one neighbour", () => {
    const order = (chosen: string, layer: Parameters<typeof layered>[2]) =>
      layered([..."abcd"], new Set(chosen), layer).join("");
    expect(order("b", "front")).toBe("acdb");
    expect(order("cb", "back")).toBe("bcad");
    expect(order("ab", "forward")).toBe("cabd");
    expect(order("cd", "forward"), "they are in front already").toBe("abcd");
    expect(order("bd", "backward")).toBe("badc");
  });

  it("brings them into line and to even distances", () => {
    const boxes = [0, 50, 70].map((x) => ({ x, y: x / 10, width: 10, height: 10 }));
    expect(aligned(boxes, "right").map(({ x }) => x)).toEqual([70, 20, 0]);
    expect(aligned(boxes, "middle").map(({ y }) => y)).toEqual([3.5, -1.5, -3.5]);
    expect(distributed(boxes, "horizontal").map(({ x }) => x)).toEqual([0, -15, 0]);
  });

  it("reads keys as the exporters do", () => {
    expect(keysOf("Ctrl + Shift + Esc")).toEqual(["Ctrl", "Shift", "Esc"]);
    expect(keysOf("Ctrl++")).toEqual(["Ctrl", "+"]);
    expect(keysOf("+")).toEqual(["+"]);
    expect(keysOf("")).toEqual([]);
  });
});
