/** Notes on the page whatever goes wrong in it, from its first line on: the end-to-end tests read it and fail on
 *  anything. Imported before everything else, for what it does. */

const page = document.documentElement;
const note = (what: string) => {
  page.dataset.complaints = page.dataset.complaints ? `${page.dataset.complaints}; ${what}` : what;
};
document.addEventListener("securitypolicyviolation", (event) => {
  note(`policy ${event.effectiveDirective} ${event.blockedURI}`);
});
window.addEventListener("error", (event) => note(`error ${event.message}`));
window.addEventListener("unhandledrejection", ({ reason }: PromiseRejectionEvent) => {
  note(`rejection ${reason instanceof Error ? reason.message : String(reason)}`);
});

export {};
