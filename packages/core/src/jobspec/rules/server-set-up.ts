/**
 * The set-up of the servers, as far as it decides about jobs. Parts that are not known are left out; a rule that needs one
 * then says nothing, or warns where the job looks like a mistake.
 * @example { region: "global", vault: false, namespaces: { default: {} }, nodePools: ["default", "all"] }
 */
export interface ServerSetUp {
  /** Nomad Enterprise. */
  readonly enterprise?: boolean;
  /** Region of the agent that is asked. */
  readonly region?: string;
  /** The other regions that it knows. */
  readonly otherRegions?: readonly string[];
  /** Whether a Vault is configured and enabled. */
  readonly vault?: boolean;
  /** Whether the scheduler lets tasks use more memory than is reserved for them. */
  readonly memoryOversubscription?: boolean;
  /** The namespaces by name, with what may run in them; absent lists mean that all may. */
  readonly namespaces?: Readonly<Record<string, NamespaceLimits>>;
  readonly nodePools?: readonly string[];
  /** `job_max_priority` of the server. @default 100 */
  readonly maxPriority?: number;
  /** `job_max_count` of the server: the most allocations of all groups together. @default 50000 */
  readonly maxCount?: number;
}

/** @see hashicorp/nomad nomad/structs/structs.go NamespaceCapabilities (2.0.5) */
export interface NamespaceLimits {
  readonly enabledDrivers?: readonly string[];
  readonly disabledDrivers?: readonly string[];
  /** Modes of group networks: `host`, `bridge`, `cni/…`. */
  readonly enabledNetworkModes?: readonly string[];
  readonly disabledNetworkModes?: readonly string[];
}
