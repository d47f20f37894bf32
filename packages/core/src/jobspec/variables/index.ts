export type { JobContext } from "../job-context.ts";
export { at } from "./at.ts";
export { toBool, toNumber } from "./conversions.ts";
export { variables } from "./variables.ts";
export type { ValidationRule, VariableDeclaration } from "./variables.ts";
export type { VariableType, ValueOfType } from "./variable-type.ts";
