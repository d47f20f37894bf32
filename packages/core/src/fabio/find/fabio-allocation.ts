import type { ApiJob } from "../../jobspec/api-job.ts";

/** A port that an allocation has. */
export interface AllocatedPort {
  readonly Label: string;
  /** On the node. */
  readonly Value: number;
  /** Inside the allocation; not above 0 where it is the same. */
  readonly To: number;
}

/** A network that an allocation has. */
export interface AllocatedNetwork {
  readonly IP: string;
  readonly ReservedPorts: readonly AllocatedPort[];
  readonly DynamicPorts: readonly AllocatedPort[];
}

interface TaskNetworks {
  readonly Networks: readonly AllocatedNetwork[];
}

/** An allocation as Nomad's `/v1/allocation/<id>` has it, as far as it tells where a Fabio is. */
export interface FabioAllocation {
  readonly ID: string;
  readonly NodeID: string;
  readonly TaskGroup: string;
  /** The job in the version that the allocation runs. */
  readonly Job?: ApiJob | undefined;
  readonly AllocatedResources?:
    | {
        readonly Tasks: Readonly<Record<string, TaskNetworks>>;
        readonly Shared?:
          | (TaskNetworks & { readonly Ports: readonly (AllocatedPort & { readonly HostIP: string })[] })
          | undefined;
      }
    | undefined;
  /** The field of Nomad before 0.9 in place of it. */
  readonly TaskResources: Readonly<Record<string, TaskNetworks>>;
}

/** A client node, as far as it tells where it is. */
export interface FabioNode {
  readonly ID: string;
  readonly Name: string;
  /** `10.0.0.1:4646` */
  readonly HTTPAddr: string;
  readonly Attributes: Readonly<Record<string, string>>;
}
