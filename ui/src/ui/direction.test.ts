import { expect, it } from "vitest";
import { directionOf } from "./direction";

it("the first letter says where a document runs", () => {
  expect(directionOf("Refund a customer")).toBe("ltr");
  expect(directionOf("إصدار استرداد")).toBe("rtl");
  expect(directionOf("2. לחץ על Refund")).toBe("rtl");
  expect(directionOf("Refund (استرداد)")).toBe("ltr");
  expect(directionOf("退款")).toBe("ltr");
  expect(directionOf("")).toBe("ltr");
});
