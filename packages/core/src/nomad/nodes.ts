import * as z from "zod/mini";

import { apiPath } from "./api-path.ts";
import { read, type ListOptions, type ReadOptions } from "./call.ts";
import { flag, int64, list, map, text } from "../http/go-value.ts";
import type { Transport } from "./transport.ts";

const common = {
  ID: z.string(),
  Name: text,
  Datacenter: text,
  NodeClass: text,
  NodePool: text,
  Drain: flag,
  /** `eligible` or `ineligible`. */
  SchedulingEligibility: text,
  /** `initializing`, `ready`, `disconnected` or `down`. */
  Status: z.string(),
  StatusDescription: text,
  /** By driver name. */
  Drivers: map(z.looseObject({ Detected: flag, Healthy: flag, HealthDescription: text })),
  CreateIndex: int64,
  ModifyIndex: int64,
};

/**
 * A client node as lists have it.
 * @see hashicorp/nomad api/nodes.go NodeListStub (2.0.5)
 */
export type NodeStub = z.infer<typeof nodeStub>;

const nodeStub = z.looseObject({ ...common, Address: text, Version: text });

/**
 * A client node.
 * @see hashicorp/nomad api/nodes.go Node (2.0.5)
 */
export type Node = z.infer<typeof node>;

/** Reads a `Node`; a field that the server leaves out or sends as null has its zero value. */
export const node = z.looseObject({
  ...common,
  HTTPAddr: text,
  TLSEnabled: flag,
  Attributes: map(z.string()),
  Meta: map(z.string()),
});

/** Client nodes over a transport. */
export function createNodes(transport: Transport) {
  return {
    list: (options: ListOptions = {}) => read(transport, "/v1/nodes", list(nodeStub), options),

    /** @throws {NomadxError} `not-found` */
    read: (id: string, options: ReadOptions = {}) => read(transport, apiPath`/v1/node/${id}`, node, options),
  };
}
