/** Every component on one page, for our own eyes and for the tests that judge them; never shipped.
 *  #theme=dark in the address overrides the system, open=NAME opens what floats. */
import "../src/styles/fonts/fonts.css";
import "../src/styles/tokens.css";
import "../src/styles/base.css";
import "../src/styles/floating.css";
import "./gallery.css";
import { mount } from "svelte";
import Gallery from "./Gallery.svelte";

const asked = new URLSearchParams(location.hash.slice(1));
const theme = asked.get("theme");
if (theme) document.documentElement.dataset.theme = theme;

// The tests ask for these: a policy that was broken must not go unseen.
const broken: string[] = [];
Object.assign(globalThis, { brokenPolicies: broken });
document.addEventListener("securitypolicyviolation", (event) =>
  broken.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
);

const target = document.getElementById("app");
if (target) mount(Gallery, { target, props: { opened: asked.get("open") } });
