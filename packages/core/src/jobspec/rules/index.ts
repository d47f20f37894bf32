export type { NamespaceLimits, ServerSetUp } from "./server-set-up.ts";
export { namedPlace, serverItems, type ServerItem } from "./server-text.ts";
export { validateJob, type ValidateOptions } from "./validate-job.ts";
