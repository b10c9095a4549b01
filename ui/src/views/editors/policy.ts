export { default as Editor } from "../../features/policy/PolicyPage.svelte";
export { default as Inspector } from "../../features/steps/inspector/DocumentInspector.svelte";
