export { calloutNumbers } from "../../state/callouts";
