import { expect, it } from "vitest";
import { editName } from "./edits";
import { m } from "./paraglide/messages.js";

it("a map that was told in lines is called so where it is taken back", () => {
  expect(editName("outline")).toBe(m.edit_outline());
});
