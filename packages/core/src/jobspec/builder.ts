import type { CheckedJob, DocumentedJob, JobSpec } from "./checked-spec.ts";

/** Where `job()` was called: an error that was never thrown, kept for its stack. */
export const ORIGIN = Symbol.for("nomadx.origin");

/** One or several jobs by name, as HCL's JSON form has them. */
export interface JobFile<Name extends string = string, Spec = JobSpec> {
  readonly job: { readonly [N in Name]: Spec };
}

/**
 * Describes a job: plain data in the shape of Nomad's HCL, keyed by label, with Nomad's own names. What is misspelt or
 * refers to a port that no network declares does not compile; the error text names what is allowed.
 * @example
 * export default job("web", {
 *   datacenters: ["dc1"],
 *   group: {
 *     web: {
 *       network: { port: { http: { to: 8080 } } },
 *       service: { name: "web", port: "http" },
 *       task: { server: { driver: "docker", config: { image: "nginx:1", ports: ["http"] } } },
 *     },
 *   },
 * });
 * @see hashicorp/nomad jobspec2 (2.0.5) for what each attribute means to Nomad
 */
export function job<const Name extends string, const Spec extends JobSpec>(
  name: Name,
  spec: [Spec] extends [CheckedJob<Spec>] ? Spec & DocumentedJob<Spec> : CheckedJob<Spec>,
): JobFile<Name, Spec>;
export function job(name: string, spec: unknown): JobFile<string, unknown> {
  const file = { job: { [name]: spec } };
  Object.defineProperty(file, ORIGIN, { value: callSite() });
  return file;
}

/** The stack of whoever called `job()`. Formatted only when someone reads it. */
function callSite(): Error {
  const site = new Error("job() was called here");
  // Only V8 knows it; elsewhere the stack begins here.
  if ("captureStackTrace" in Error) Error.captureStackTrace(site, job);
  return site;
}
