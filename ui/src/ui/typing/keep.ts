/** How a field hands over what is typed in it: one visit at a time, without knowing who keeps it. */
export interface Visit {
  /** After each key, with the whole text. */
  type(text: string): void;
  /** The field is left. Rejects where the text could not be kept; the field goes on showing it then. */
  end(): Promise<void>;
}

/** Called when somebody begins to type. */
export type Keep = () => Visit;
