import type { PaletteGroup } from "../src/ui/Palette.svelte";
import type { ShortcutGroup } from "../src/ui/ShortcutSheet.svelte";
import type { Kind } from "../src/ui/kinds";
import type { TreeNode } from "../src/ui/tree";
import { AddIcon, ExportIcon, UndoIcon } from "../src/ui/icons";

export interface Entry {
  kind: Kind | null;
  owed?: number;
}

const leaf = (kind: Kind, label: string, children: TreeNode<Entry>[] = [], owed = 0): TreeNode<Entry> => ({
  key: `${label}-${Math.random().toString(36).slice(2)}`,
  label,
  data: { kind, owed },
  children,
});
const heading = (label: string, children: TreeNode<Entry>[]): TreeNode<Entry> => ({
  key: label,
  label,
  heading: true,
  data: { kind: null },
  children,
});

export const library: TreeNode<Entry>[] = [
  heading("Policies", [leaf("policy", "Refunds within 14 days")]),
  heading("Processes", [
    leaf(
      "process",
      "Refund a customer",
      [
        leaf("sop", "Refund in full, card", [
          leaf("instruction", "Issue a refund in the till"),
          leaf("instruction", "Log a refund in the CRM"),
        ]),
        leaf("sop", "Refund in part, goodwill", [leaf("instruction", "Issue a refund in the till")]),
      ],
      2,
    ),
    leaf("process", "Onboard an employee", [leaf("procedure", "Set up technology accounts")]),
    leaf("process", "Submit payroll", [leaf("sop", "Normal run"), leaf("sop", "Off-cycle run")], 1),
  ]),
  heading("Not on any map", [
    leaf("instruction", "Reset a door code, with a title that is far too long for its place"),
    leaf("run", "Payroll of November"),
  ]),
];

export const paletteGroups: PaletteGroup[] = [
  {
    title: "Documents",
    items: [
      { id: "1", kind: "process", label: "Refund a customer", hint: "Process" },
      { id: "2", kind: "sop", label: "Refund in full, card", hint: "Refund a customer" },
      { id: "3", kind: "instruction", label: "Issue a refund in the till", hint: "Refund in full, card" },
      { id: "4", kind: "policy", label: "Refunds within 14 days", hint: "Policy" },
    ],
  },
  {
    title: "Steps",
    items: [
      {
        id: "5",
        kind: "instruction",
        label: "Issue a refund in the till, step 3",
        detail: "Find the payment by its number, check the amount, and press Refund.",
      },
    ],
  },
  {
    title: "Commands",
    items: [
      { id: "6", icon: ExportIcon, label: "Export pack", keys: "Mod+E" },
      { id: "7", icon: AddIcon, label: "New SOP", keys: "Mod+Shift+N" },
      { id: "8", icon: UndoIcon, label: "Undo “Rename Submit payroll”", keys: "Mod+Z" },
    ],
  },
];

export const shortcutGroups: ShortcutGroup[] = [
  {
    title: "Everywhere",
    shortcuts: [
      { label: "Find anything", keys: ["Mod+K"] },
      { label: "Undo", keys: ["Mod+Z"] },
      { label: "Redo", keys: ["Mod+Shift+Z"] },
      { label: "Back, forward", keys: ["Alt+ArrowLeft", "Alt+ArrowRight"] },
      { label: "Export", keys: ["Mod+E"] },
      { label: "Rename", keys: ["F2"] },
    ],
  },
  {
    title: "Map",
    shortcuts: [
      { label: "Next step", keys: ["Tab"] },
      { label: "Edit the label", keys: ["Enter"] },
      { label: "Add in a direction", keys: ["Mod+ArrowRight"] },
      { label: "Duplicate", keys: ["Mod+D"] },
      { label: "Fit all", keys: ["Shift+1"] },
    ],
  },
  {
    title: "Steps",
    shortcuts: [
      { label: "Next step", keys: ["Enter"] },
      { label: "Move a step", keys: ["Alt+ArrowUp", "Alt+ArrowDown"] },
    ],
  },
  {
    title: "Annotation",
    shortcuts: [
      { label: "Arrow", keys: ["A"] },
      { label: "Rectangle", keys: ["R"] },
      { label: "Redact", keys: ["X"] },
    ],
  },
];
