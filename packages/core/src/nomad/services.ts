import * as z from "zod/mini";

import { apiPath } from "./api-path.ts";
import { read, type ListOptions } from "./call.ts";
import { count, int64, list, text } from "../http/go-value.ts";
import { hostPort } from "../units/host-port.ts";
import type { Transport } from "./transport.ts";

/**
 * The services of a namespace that Nomad keeps itself: those of jobs with `provider = "nomad"`.
 * @see hashicorp/nomad api/services.go ServiceRegistrationListStub (2.0.5)
 */
export type ServiceList = z.infer<typeof serviceList>;

const serviceList = z.looseObject({
  Namespace: z.string(),
  /** Tags of all instances of each, every one once, in no order. */
  Services: list(z.looseObject({ ServiceName: z.string(), Tags: list(z.string()) })),
});

/**
 * An instance of such a service. Whether it is healthy only the checks of its allocation tell.
 * @see hashicorp/nomad api/services.go ServiceRegistration (2.0.5)
 */
export type ServiceRegistration = z.infer<typeof serviceRegistration>;

const serviceRegistration = z.looseObject({
  ID: z.string(),
  ServiceName: z.string(),
  Namespace: text,
  NodeID: text,
  Datacenter: text,
  JobID: text,
  AllocID: text,
  Tags: list(z.string()),
  Address: text,
  Port: count,
  CreateIndex: int64,
  ModifyIndex: int64,
});

/** Where an instance is reached: `10.0.0.1:21533`, an IPv6 address in brackets. */
export function serviceAddress({ Address, Port }: ServiceRegistration): string {
  return hostPort(Address, Port);
}

/** Services that Nomad keeps itself, over a transport. Nomad has them since 1.3. */
export function createServices(transport: Transport) {
  return {
    /** One item a namespace that has some; with the namespace `*` of all. */
    list: (options: ListOptions = {}) => read(transport, "/v1/services", list(serviceList), options),

    /** The instances of a service; none for a name that is not known. */
    read: (name: string, options: ListOptions = {}) =>
      read(transport, apiPath`/v1/service/${name}`, list(serviceRegistration), options),
  };
}
