export type { ApiJob } from "./api-job.ts";
export { job, ORIGIN, type JobFile } from "./builder.ts";
export type { JobSpec } from "./checked-spec.ts";
export { formatKeys, type KeyPath } from "./key-path.ts";
export { readApiJob } from "./read-api.ts";
export { readSpec, type ReadJob } from "./read-spec.ts";
export { secret, type Secret } from "./secret.ts";
export { specKeys } from "./spelling.ts";
export { validateStructure } from "./validate.ts";
