/** Records for tests, with nothing in them but what a test is about. */
import type { Step } from "../api";

export const exampleStep = (id: string, more: Partial<Step> = {}): Step => ({
  id,
  document: "till",
  position: 1,
  depth: 0,
  text: id,
  role: null,
  expected: "",
  why: "",
  callouts: [],
  link: null,
  recording: null,
  page_break: false,
  ...more,
});
