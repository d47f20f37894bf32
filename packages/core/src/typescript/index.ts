export { firstDifference, hubKeys } from "./difference.ts";
export { importHcl, type ImportedHcl } from "./hcl/import-hcl.ts";
export { placeholders, type FilledVariables } from "./hcl/placeholders.ts";
export { writeSpec, type WriteOptions, type WrittenSpec } from "./spec/write-spec.ts";
export { storedDifference, withoutDefaults } from "./spec/without-defaults.ts";
