/** What this program is. */
import { version } from "../../../package.json";

export const about = { version } as const;
