import type { CheckStatus } from "@nomadx/core/consul";
import type { Answer, BlockingOptions } from "@nomadx/core/nomad";

/** A service in a list. */
export interface ListedService {
  readonly name: string;
  /** Who keeps it. */
  readonly source: "consul" | "nomad";
  /** Nomad's. */
  readonly namespace?: string;
  readonly tags: readonly string[];
  /** Absent where a list does not tell. */
  readonly instances?: Readonly<Record<CheckStatus, number>> & {
    /** How many have no check of their own. */
    readonly unchecked: number;
  };
}

/**
 * The health of an instance; Nomad's own checks are pending before they have run, and unknown when its node is out of
 * reach.
 */
export type InstanceStatus = CheckStatus | "pending" | "unknown";

/** An instance of a service. */
export interface ListedInstance {
  readonly source: "consul" | "nomad";
  /** Unique on its node. */
  readonly id: string;
  /** Of Nomad, where it has registered the instance. */
  readonly allocation?: string;
  /** `host:port` */
  readonly address: string;
  readonly node: string;
  readonly status: InstanceStatus;
  readonly tags: readonly string[];
  readonly checks: readonly ListedCheck[];
}

/** A check that counts for an instance. */
export interface ListedCheck {
  readonly name: string;
  readonly status: InstanceStatus;
  /** The check's last output; "" where that is not known. In maintenance, the reason. */
  readonly output: string;
  /** Whether it stands for maintenance, and nothing is checked. */
  readonly isMaintenance?: true;
  /** Whether it is of the node, and so of all instances there. */
  readonly ofNode: boolean;
}

/** A blocking query that returns when the services may have changed. */
interface Watched {
  readonly read: (options: BlockingOptions) => Promise<Answer<unknown>>;
  /** How long the server may hold its answer back, in milliseconds. */
  readonly waitMs: number;
}

/** Something that keeps services. All reads throw as the client of it does. */
export interface ServiceSource {
  readonly kind: "consul" | "nomad";
  /** `Consul`, `Nomad`. */
  readonly product: string;
  /** Of all its services; `undefined` where it cannot keep any, as Nomad before 1.3. */
  names(): Promise<readonly string[] | undefined>;
  services(options: ReadServicesOptions): Promise<readonly ListedService[]>;
  instances(name: string, options: ReadServicesOptions): Promise<readonly ListedInstance[]>;
  /** The queries to wait for: of one service, or of all. */
  watched(name: string | undefined): readonly Watched[];
}

/** The options of reading services. */
interface ReadServicesOptions {
  /** Only instances with this tag; to Consul, capitals make no difference. */
  readonly tag?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}
