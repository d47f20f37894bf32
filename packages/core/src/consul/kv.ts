import * as z from "zod/mini";

import { int64, list, optional } from "../http/go-value.ts";
import type { ConsulReadOptions, ConsulTransport } from "./transport.ts";

/** A key with its value. */
export type KeyValue = z.infer<typeof keyValue>;

/** @see hashicorp/consul api/kv.go KVPair (1.34.4) */
const keyValue = z.looseObject({
  Key: z.string(),
  /** Decoded as UTF-8; "" for a key without a value. */
  Value: z.pipe(
    z.nullish(z.string()),
    z.transform((value) => value ?? ""),
  ),
  ModifyIndex: int64,
});

/** Consul's store, for reading. */
export function createKv(transport: ConsulTransport) {
  return {
    /** The value of a key; `undefined` where there is none. */
    read: (key: string, options: ConsulReadOptions = {}) =>
      transport.read(
        {
          schema: optional(keyValue),
          send: (client, common) => client.kv.get({ ...common, key }),
        },
        options,
      ),

    /** All keys that begin so, with their values. */
    list: (prefix: string, options: ConsulReadOptions = {}) =>
      transport.read(
        {
          schema: list(keyValue),
          send: (client, common) => client.kv.get({ ...common, key: prefix, recurse: true }),
        },
        options,
      ),
  };
}
