import { plainStyle, type Style } from "./marks";

/** How the next mark looks, whichever picture it is drawn on. */
export class Brush {
  style = $state.raw<Style>(plainStyle);
}

export const brush = new Brush();
