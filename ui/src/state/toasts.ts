/** The notices of the window. */
import { Toasts } from "../ui/toasts.svelte";

export const toasts = new Toasts();
