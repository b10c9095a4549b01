/** The address of the script of exported pages, which the window serves as a file of its own. */
export { default as script } from "../../../../src-tauri/export/src/html/script.js?url";
