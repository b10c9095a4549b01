/** The editor that a node, an edge or a tool belongs to. */
import { getContext, setContext } from "svelte";
import type { MapEditing } from "./editing.svelte";

const key = Symbol("map");

export const provideMap = (map: MapEditing): MapEditing => setContext(key, map);
export const theMap = (): MapEditing => getContext<MapEditing>(key);
