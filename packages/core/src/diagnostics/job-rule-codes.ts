/*
 * The rules of Nomad about jobs, by code: what each is called. The rules themselves are in jobspec/rules, which this table is
 * apart from so that naming them loads none of them.
 */

/** Rules about a job as a whole. */
const jobCodes = {
  NX2001: "ID of a job that Nomad refuses",
  NX2002: "Name of a job that Nomad refuses",
  NX2003: "Datacenter without a name",
  NX2004: "Payload in a job that is submitted",
  NX2005: "Description that is too long",
} as const;

/** Rules about groups, and what says how their allocations are updated, restarted and moved. */
const groupCodes = {
  NX2101: "Name of a group that Nomad refuses",
  NX2102: "Count in a system job",
  NX2103: "More than one leader",
  NX2104: "Block that jobs of this type do not take",
  NX2105: "Stop on disconnected clients in a job that cannot",
  NX2106: "Allocation both kept and stopped while disconnected",
  NX2110: "Automatic promotion without canaries",
  NX2111: "Never healthy within its deadline",
  NX2112: "Deployment fails before an allocation is healthy",
  NX2113: "All allocations replaced at once",
  NX2114: "Automatic promotion in some groups only",
  NX2120: "Never healthy after a migration",
  NX2130: "Waiting for restarts that are not allowed",
  NX2131: "Restarts do not fit into their interval",
  NX2140: "Attempts both limited and unlimited",
  NX2141: "Longest delay shorter than the first",
  NX2142: "Attempts do not fit into their interval",
  NX2150: "Least count above the greatest",
  NX2151: "Count outside of its scaling",
} as const;

/** Rules about tasks and what is in them. */
const taskCodes = {
  NX2201: "Name of a task that Nomad refuses",
  NX2202: "Stopping takes longer than a deployment may",
  NX2203: "Connect proxy that cannot be one",
  NX2204: "Two templates with one destination",
  NX2205: "Action declared twice",
  NX2206: "Secret declared twice",
  NX2210: "Both a share of the processor and whole cores",
  NX2211: "Less memory allowed than reserved",
  NX2212: "More memory for secrets than there is",
  NX2213: "Device for NUMA that is not requested",
  NX2220: "Logs do not fit on the disk",
  NX2230: "Path that leads out of the allocation",
  NX2231: "Not a checksum",
  NX2240: "Template without a text",
  NX2241: "Template without the signal to send",
  NX2242: "Signal for an environment that cannot change",
  NX2243: "Template without the script to run",
  NX2244: "Not the mode of a file",
  NX2245: "Shortest wait longer than the longest",
  NX2250: "Name of an action that Nomad refuses",
  NX2260: "Name of a secret that Nomad refuses",
  NX2261: "Block that secrets of this provider do not take",
  NX2262: "Secret of Vault in a task without Vault",
  NX2270: "Vault without the signal to send",
  NX2280: "Name of an identity that Nomad refuses",
  NX2281: "Two default identities",
  NX2282: "Audience without a name",
  NX2283: "Signal of an identity missing or never sent",
  NX2284: "Default identity that expires",
  NX2285: "Path of an identity without a file",
  NX2286: "Identity not for one audience",
  NX2287: "Identity that never expires",
  NX2288: "Identity that the task does not see renewed",
  NX2289: "Identity for Vault in a task without Vault",
} as const;

/** Rules about services and their checks. */
const serviceCodes = {
  NX2301: "Not a name of a service",
  NX2302: "Address beside the mode that chooses it",
  NX2303: "Consul cluster of Nomad Enterprise",
  NX2304: "Identity of a Nomad service without a name",
  NX2305: "Identity of a service without an audience",
  NX2306: "Token of a service for no one audience",
  NX2307: "Token of a service that never expires",
  NX2308: "Token of a service in the environment",
  NX2310: "Service declared twice",
  NX2311: "Services of a group in different places",
  NX2312: "Requests to a task that is stopping",
  NX2313: "Driver's address of a group's service",
  NX2314: "Script without a task to run in",
  NX2315: "Check in an unknown task",
  NX2316: "Driver's address of a group's check",
  NX2320: "Services that Nomad takes for one",
  NX2321: "Service of a task that names another task",
  NX2322: "Group's address of a task's service",
  NX2323: "Mesh for a task's service",
  NX2324: "Checks with the same name",
  NX2325: "Group's address of a task's check",
  NX2326: "Check by the number of a port",
  NX2327: "Task of a check that is passed over",
  NX2330: "Type of check that there is not",
  NX2331: "Not a path of a check",
  NX2332: "Script check without a command",
  NX2333: "Restarts by a check that is ignored",
  NX2334: "Restarts by warnings that are ignored",
  NX2335: "Check without a port",
  NX2336: "Check that cannot be exposed",
  NX2337: "Check that does not count",
  NX2338: "Notes that are too long",
  NX2339: "Attribute of Consul's checks",
  NX2340: "Method that Nomad does not ask with",
} as const;

/** Rules about Consul's mesh: sidecars, upstreams, gateways, exposed paths. */
const connectCodes = {
  NX2401: "Not one way into Consul's mesh",
  NX2402: "Mesh for a service in Nomad",
  NX2403: "Task in the mesh that is not known",
  NX2404: "Service in the mesh without a port",
  NX2405: "Name of a task that Nomad adds",
  NX2406: "Network that does not fit Consul's mesh",
  NX2407: "Capital letters in Consul's mesh",
  NX2408: "Mesh gateway without a port",
  NX2410: "Upstreams at one address",
  NX2411: "Not a number of a user",
  NX2412: "Not a block of addresses",
  NX2413: "Resolver beside a transparent proxy",
  NX2414: "Port of a transparent proxy that is not known",
  NX2415: "Transparent proxy beside another one",
  NX2420: "Gateway of no one kind",
  NX2421: "Port that a gateway cannot listen on",
  NX2422: "Ingress gateway without listeners",
  NX2423: "Listener without a port",
  NX2424: "Listener without services",
  NX2425: "Service that a listener cannot lead to",
  NX2426: "Host names of all services",
  NX2427: "Terminating gateway without services",
  NX2428: "TLS without a certificate authority",
  NX2429: "Client certificate without its key, or key without it",
  NX2440: "Exposed check without a sidecar",
  NX2441: "Network that does not fit an exposed check",
  NX2442: "Exposed check at an unknown port",
  NX2443: "TCP check of a service with a sidecar",
} as const;

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
const networkCodes = {
  NX2601: "Static port reserved twice",
  NX2602: "Shared port outside of the host's network",
  NX2603: "CNI argument given twice",
  NX2604: "Semicolon in a CNI argument",
  NX2605: "Not a host name",
  NX2606: "Network of a task",
  NX2607: "Port that Nomad adds itself",
  NX2608: "Host name that no task gets",
} as const;

/** Rules about periodic and parameterized jobs. */
const launchCodes = {
  NX2701: "Periodic job of another type",
  NX2702: "cron and crons at once",
  NX2703: "Periodic job without times",
  NX2704: "Unknown time zone",
  NX2705: "Unknown language of times",
  NX2706: "Not a cron expression",
  NX2707: "Cron expression that Nomad breaks down over",
  NX2708: "Cron expression that no time fits",
  NX2709: "Range of times that holds nothing",
  NX2710: "Weekday of two digits",
  NX2711: "Sixth field that names no year",
  NX2720: "Parameterized job of another type",
  NX2721: "Metadata both required and optional",
} as const;

/** Rules about constraints, affinities and spreads. */
const placementCodes = {
  NX2801: "Comparison without an attribute",
  NX2802: "Comparison without a value",
  NX2803: "Not a regular expression",
  NX2804: "Not versions",
  NX2805: "Not an attribute of nodes",
  NX2806: "Not a number of allocations",
  NX2807: "Value for an operator that takes none",
  NX2808: "Constraint about allocations in a task or device",
  NX2810: "Affinity without a weight",
  NX2811: "Affinity in a system job",
  NX2820: "Target of a spread declared twice",
  NX2821: "Targets of a spread beyond all allocations",
  NX2822: "Spread in a system job",
} as const;

/** Rules that depend on how the servers are set up, or on the job that is registered already. */
const serverCodes = {
  NX2901: "Region that the servers do not know",
  NX2902: "Namespace that there is not",
  NX2903: "Node pool that there is not",
  NX2904: "Driver or network mode that the namespace does not allow",
  NX2905: "Memory limit without effect",
  NX2906: "Priority out of range",
  NX2907: "More allocations than the servers allow",
  NX2908: "Part of a job that takes Nomad Enterprise",
  NX2909: "Partition of Consul other than the group's",
  NX2910: "Servers without Vault",
  NX2911: "Namespace of Vault without Nomad Enterprise",
  NX2912: "No identity for a Vault of its own",
  NX2950: "Type other than that of the registered job",
  NX2951: "Periodic or parameterized unlike the registered job",
  NX2960: "Check-index of another version of the job",
  NX2961: "Priority of an evaluation out of range",
  NX2962: "Job file too large to be kept",
} as const;

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
