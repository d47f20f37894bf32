import * as z from "zod/mini";

import { apiPath } from "./api-path.ts";
import { read, type ReadOptions } from "./call.ts";
import { int64, list, map, text } from "../http/go-value.ts";
import type { Transport } from "./transport.ts";

/**
 * A namespace.
 * @see hashicorp/nomad api/namespace.go Namespace (2.0.5)
 */
export type Namespace = z.infer<typeof namespace>;

const namespace = z.looseObject({
  Name: z.string(),
  Description: text,
  Meta: map(z.string()),
  CreateIndex: int64,
  ModifyIndex: int64,
});

/** Namespaces over a transport. */
export function createNamespaces(transport: Transport) {
  return {
    /** Those that the token may see; without one none. */
    list: (options: ReadOptions & { readonly prefix?: string | undefined } = {}) =>
      read(transport, "/v1/namespaces", list(namespace), options),

    /** @throws {NomadxError} `not-found` */
    read: (name: string, options: ReadOptions = {}) =>
      read(transport, apiPath`/v1/namespace/${name}`, namespace, options),
  };
}
