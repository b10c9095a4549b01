/** The window's entrance: styles first, then the one application. */
import "./complaints";
import "./styles/fonts/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/floating.css";
import { mount } from "svelte";
import App from "./App.svelte";

const target = document.getElementById("app");
performance.mark("mount");
if (target) mount(App, { target });
performance.mark("mounted");
