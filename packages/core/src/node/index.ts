export type { FunctionPlaces } from "./function-files.ts";
export { nodeFunctionWorld } from "./function-world.ts";
export { regexpChecker } from "./regexp-checker.ts";
