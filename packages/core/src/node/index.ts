export { nodeFunctionWorld, type FunctionPlaces } from "./function-world.ts";
