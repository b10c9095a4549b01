export { default as Editor } from "./StepsEditor.svelte";
export { default as Inspector } from "./StepsInspector.svelte";
