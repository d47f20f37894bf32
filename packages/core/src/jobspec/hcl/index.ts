export { explainErrors } from "./read/explain-errors.ts";
export { upgradeHcl, type UpgradeChange, type UpgradedHcl } from "./upgrade/upgrade-hcl.ts";
export { readHcl, type ReadHcl } from "./read/read-hcl.ts";
export type { HclJobFile } from "./read/job-file.ts";
export type { VariableValues } from "./read/given-values.ts";
export type { NamedText } from "./read/parse-body.ts";
export { variableFileTexts, type FileTexts, type FileValue } from "./read/variable-file.ts";
export type { InputVariable, ValueOrigin } from "./read/input-variables.ts";
export type {
  FunctionFiles,
  FunctionWorld,
  HashAlgorithm,
  Outcome,
} from "../../hcl/functions/function-world.ts";
