import { defaultPlace } from "../job-place.ts";
import {
  block,
  bool,
  int,
  list,
  one,
  oneOf,
  string,
  stringMap,
  strings,
  type HubObject,
  type Named,
  type Within,
} from "./_define.ts";
import { isAtLeast, textOf } from "./_hub.ts";
import { fillInOwners } from "../variables.ts";
import { check } from "./check.ts";
import { checkRestart } from "./check-restart.ts";
import { connect } from "./connect.ts";
import { identity } from "./identity.ts";

const weights = block(
  "ServiceWeights",
  {
    /** Weight in DNS answers while the service passes its checks. */
    passing: int("Passing", { default: 1 }),
    /** Weight in DNS answers while a check of the service warns. */
    warning: int("Warning", { default: 1 }),
  },
  {
    byValue: true,
    /** @see hashicorp/nomad api/services.go ServiceWeights.Canonicalize (2.0.5) */
    canonicalize: (hub) => {
      for (const field of ["Passing", "Warning"]) if (!isAtLeast(hub[field], 1)) delete hub[field];
    },
  },
);

/** @see hashicorp/nomad api/services.go Service.Canonicalize (2.0.5) */
function canonicalizeService(hub: HubObject, { job, group, task }: Within): void {
  if (textOf(hub, "Name") !== "") return;
  const owners = [job, group, ...(task === undefined ? [] : [task])];
  hub["Name"] = owners.map((owner) => textOf(owner, "Name")).join("-");
}

/**
 * Fills in the job's own names, and says whose the service is and where it is registered.
 * @see hashicorp/nomad nomad/structs/services.go Service.Canonicalize (2.0.5)
 */
function storeService(hub: HubObject, { job, group, task }: Within): void {
  if (textOf(hub, "TaskName") === "") hub["TaskName"] = textOf(task, "Name");
  hub["Name"] = fillInOwners(textOf(hub, "Name"), {
    job: textOf(job, "Name"),
    group: textOf(group, "Name"),
    ...(task !== undefined && { task: textOf(task, "Name") }),
  });
  hub["Namespace"] = hub["Provider"] === "nomad" ? textOf(job, "Namespace") : defaultPlace.namespace;
}

const definition = block(
  "Service",
  {
    /** Name in the catalog: letters, digits and inner dashes, at most 63. */
    name: string("Name", { absent: "<job>-<group>-<task>, or <job>-<group> of a group" }),
    /** Port to register: a label of a network, or a number with `address_mode = "driver"`. */
    port: string("PortLabel", { refersTo: "port" }),
    /** Where the service is registered. */
    provider: oneOf("Provider", ["consul", "nomad"], {
      default: "consul",
      filledInBy: ["api", "server"],
      since: "1.3.0",
    }),
    /** Tags in the catalog; Fabio takes its routes from them. */
    tags: strings("Tags", { emptiedBy: "server" }),
    /** Tags instead of `tags` while the allocation is a canary. */
    canary_tags: strings("CanaryTags", { emptiedBy: "server", since: "0.8.4" }),
    /** Keep tags that were changed in Consul by others. */
    enable_tag_override: bool("EnableTagOverride", { default: false, since: "0.11.0" }),
    /** Which address is registered. */
    address_mode: oneOf("AddressMode", ["auto", "host", "driver", "alloc", "alloc_ipv6"], {
      default: "auto",
    }),
    /** Address to register instead, with `address_mode = "auto"`. */
    address: string("Address", { since: "1.3.0" }),
    /** Task of a group service that scripts run in and that native Connect uses. */
    task: string("TaskName", { since: "0.12.0" }),
    /** The effect of the service's checks on a deployment. */
    on_update: oneOf("OnUpdate", ["require_healthy", "ignore_warnings", "ignore"], {
      default: "require_healthy",
      since: "1.1.0",
    }),
    /** Name of the Consul cluster in the agents' configuration (Nomad Enterprise). */
    cluster: string("Cluster", { default: "default", filledInBy: ["api", "server"], since: "1.7.0" }),
    /** Kind of gateway that the service is in Consul. */
    kind: oneOf("Kind", ["api-gateway", "ingress-gateway", "mesh-gateway", "terminating-gateway"], {
      since: "1.10.3",
    }),
    /** A health check. */
    check: list("Checks", check, { emptiedBy: "server", nullItem: "empty" }),
    /** When failing checks restart the task. */
    check_restart: one("CheckRestart", checkRestart, { asWritten: true, stored: "never" }),
    /** How the service takes part in Consul's mesh. */
    connect: one("Connect", connect, { since: "0.10.0" }),
    /** Weights in DNS answers. */
    weights: one("Weights", weights, { since: "1.9.2" }),
    /** Identity with which the service is registered in Consul. */
    identity: one("Identity", identity, { since: "1.7.0" }),
    /** Further addresses in the catalog, by tag such as `lan` and `wan`. */
    tagged_addresses: stringMap("TaggedAddresses", { form: "block", emptiedBy: "api", since: "1.4.0" }),
    /** Metadata in the catalog. */
    meta: stringMap("Meta", { form: "block", emptiedBy: "api", since: "0.10.0" }),
    /** Metadata instead of `meta` while the allocation is a canary. */
    canary_meta: stringMap("CanaryMeta", { form: "block", emptiedBy: "api", since: "0.10.4" }),

    /** Namespace in the catalog; the server sets it. */
    namespace: string("Namespace", { apiOnly: true, serverOnly: true }),
  },
  { byValue: true, canonicalize: canonicalizeService, store: storeService },
);

/** A service that is registered in Consul or in Nomad. */
export const service: ServiceBlock = definition;

/** @see hashicorp/nomad api/services.go Service (2.0.5) */
export interface ServiceBlock extends Named<typeof definition> {}
