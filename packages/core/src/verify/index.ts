export { readConsulState, type ReadConsulState, type ReadConsulStateOptions } from "./read-consul-state.ts";
