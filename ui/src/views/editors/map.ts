export { default as Editor } from "../../features/map/MapEditor.svelte";
export { default as Inspector } from "../../features/map/inspector/MapInspector.svelte";
