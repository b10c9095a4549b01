/** What a Field tells the control inside it, so that label, hint and error belong to it. */
import { getContext, setContext } from "svelte";

export interface FieldContext {
  readonly controlId: string;
  readonly labelId: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
}

const key = Symbol("field");

export const provideField = (field: FieldContext) => setContext(key, field);
export const surroundingField = () => getContext<FieldContext | undefined>(key);
