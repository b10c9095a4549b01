/** The words of the window: one function per message, from ui/messages. */
export { m } from "./paraglide/messages.js";
export { getLocale } from "./paraglide/runtime.js";
