export type { RegisterRequest } from "./register-request.ts";
export type { NamespaceLimits, ServerSetUp } from "./server-set-up.ts";
export { validateJob, type ValidateOptions } from "./validate-job.ts";
