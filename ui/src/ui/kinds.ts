/** The five kinds of document and the run: a colour and a shape each, the same wherever they appear. */
export const kinds = ["policy", "process", "procedure", "sop", "instruction", "run"] as const;
export type Kind = (typeof kinds)[number];
