/** The window's entrance: styles first, then the one application. */
import "./complaints";
import "./styles/fonts/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/floating.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { roadbook } from "./views/window.svelte";

// The library is asked for before anything is drawn: the answer comes while the window is being made.
roadbook.start();
const target = document.getElementById("app");
if (target) mount(App, { target });
