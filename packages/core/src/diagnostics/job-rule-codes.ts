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
const volumeCodes = {
  NX2501: "Volumes of allocations that have no index",
  NX2502: "Volumes of allocations beside canaries",
  NX2503: "per_alloc and sticky at once",
  NX2504: "Mount options of a host volume",
  NX2505: "Access mode that host volumes do not have",
  NX2506: "Writer of a volume for readers",
  NX2507: "CSI volume without its modes",
  NX2508: "Mount options of a block device",
  NX2509: "More users than the access mode allows",
  NX2510: "Mode that no CSI volume has",
  NX2511: "Volume that Nomad drops",
  NX2520: "Mount of an unknown volume",
  NX2521: "Mount that Nomad drops",
  NX2522: "Mount without a destination",
  NX2530: "Directories of a CSI plugin in each other",
} as const;

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
