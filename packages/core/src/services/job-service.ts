import type { KeyPath } from "../jobspec/key-path.ts";
import type { JobCheck } from "./job-check.ts";
import type { AddressMode } from "./registered-port.ts";

/** A tag of a service with its variables filled in. */
export interface JobTag {
  readonly text: string;
  /** Steps into the `ApiJob`. */
  readonly keys: KeyPath;
  /** Names of variables that only the client knows, or nobody; they stand in `text` as written. */
  readonly unresolved: readonly string[];
}

/** A service of a job: what is registered under one name for each of its allocations. */
export interface JobService {
  /** In the catalog: of its first instance, and `<name>` for what a client will fill in. */
  readonly name: string;
  /** Name of the job. */
  readonly job: string;
  /** By which Nomad finds the job. */
  readonly jobId: string;
  /** As in the job; absent: the configured one. */
  readonly namespace?: string;
  readonly group: string;
  /** Absent for services of the group. */
  readonly task?: string;
  /** Steps into the `ApiJob`. */
  readonly keys: KeyPath;
  readonly provider: "consul" | "nomad";
  /** Of the service itself: the only ones that Fabio asks for. */
  readonly checks: readonly JobCheck[];
  readonly portLabel: string;
  /** Number of a static port. */
  readonly port?: number;
  /** As the file sets it: `address`. */
  readonly address?: string;
  /** Whose address is registered, where the file does not set one. */
  readonly addressMode: AddressMode;
  /** As many as the file says; for one instance a node, 1. */
  readonly count: number;
  /** System jobs: how many instances there will be depends on the nodes. */
  readonly isPerNode: boolean;
  /** Tags of its first instance; `NOMAD_ALLOC_INDEX` makes those of others differ. */
  readonly tags: readonly JobTag[];
  /** The tags of a canary in place of `tags`; none: the same. */
  readonly canaryTags: readonly JobTag[];
  /** Whether others may change its tags in the catalog: `enable_tag_override`. */
  readonly allowsOtherTags: boolean;
  /** Of its first instance; its variables are filled in as far as they are known. */
  readonly meta: Readonly<Record<string, string>>;
  /** The Connect sidecar of a service; without tags of its own it gets those of its service. */
  readonly sidecar?: "own-tags" | "inherited-tags";
}

/** One instance of such a service. */
export interface JobInstance {
  readonly service: JobService;
  /** With the variables of this instance. */
  readonly name: string;
  readonly tags: readonly JobTag[];
  /** For people: `shop.web[0]:http`. */
  readonly label: string;
  /** The address that stands for the one that Nomad will choose. */
  readonly address: string;
  readonly port: number;
  readonly isCanary: boolean;
}

/** A service with all that will be registered for it. */
export interface ServiceInstances {
  readonly service: JobService;
  readonly instances: readonly JobInstance[];
  /** Those that a deployment starts beside the old instances, until it is promoted. */
  readonly canaries: readonly JobInstance[];
}
