/*
 * The rules of Nomad about jobs, by code: what each is called. The rules themselves are in jobspec/rules, which this table is
 * apart from so that naming them loads none of them.
 */

/** Rules about a job as a whole. */
const jobCodes = {} as const;

/** Rules about groups, and what says how their allocations are updated, restarted and moved. */
const groupCodes = {
  NX2110: "Automatic promotion without canaries",
  NX2111: "Never healthy within its deadline",
  NX2112: "Deployment fails before an allocation is healthy",
} as const;

/** Rules about tasks and what is in them. */
const taskCodes = {} as const;

/** Rules about services and their checks. */
const serviceCodes = {} as const;

/** Rules about Consul's mesh: sidecars, upstreams, gateways, exposed paths. */
const connectCodes = {} as const;

/** Rules about volumes and mounts. */
const volumeCodes = {} as const;

/** Rules about networks and ports. */
const networkCodes = {} as const;

/** Rules about periodic and parameterized jobs. */
const launchCodes = {} as const;

/** Rules about constraints, affinities and spreads. */
const placementCodes = {} as const;

/** Rules that depend on how the servers are set up, or on the job that is registered already. */
const serverCodes = {} as const;

/** The name of each rule of Nomad about jobs; `docs/rules.md` is checked against this table. */
export const jobRuleCodes = {
  ...jobCodes,
  ...groupCodes,
  ...taskCodes,
  ...serviceCodes,
  ...connectCodes,
  ...volumeCodes,
  ...networkCodes,
  ...launchCodes,
  ...placementCodes,
  ...serverCodes,
} as const;
