export { jobServices, type JobServiceOptions } from "./job-services.ts";
export type { JobInstance, JobService, JobTag, ServiceInstances } from "./job-service.ts";
export type { JobCheck } from "./job-check.ts";
export type { AddressMode } from "./registered-port.ts";
export { fits, fitsMany } from "./fits.ts";
