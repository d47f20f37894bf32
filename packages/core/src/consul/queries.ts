import * as z from "zod/mini";

import { count, list, text } from "../http/go-value.ts";
import { healthEntry } from "./instances.ts";
import type { ConsulReadOptions, ConsulTransport } from "./transport.ts";

/** The result of a prepared query. */
export type QueryResult = z.infer<typeof queryResult>;

/** @see hashicorp/consul api/prepared_query.go PreparedQueryExecuteResponse (1.34.4) */
const queryResult = z.looseObject({
  Service: text,
  Nodes: list(healthEntry),
  Datacenter: text,
  /** How many other datacenters were asked. */
  Failovers: count,
});

/** A prepared query as it is stored. */
export type PreparedQuery = z.infer<typeof preparedQuery>;

const preparedQuery = z.looseObject({
  ID: z.string(),
  Name: text,
  Service: z.looseObject({ Service: text, Tags: list(z.string()), OnlyPassing: z.boolean() }),
});

/** Prepared queries, for reading. They cannot block. */
export function createQueries(transport: ConsulTransport) {
  return {
    /** Those that the token may see. */
    list: (options: ConsulReadOptions = {}) =>
      transport.read(
        {
          schema: list(preparedQuery),
          send: (client, common) => client.query.list(common),
        },
        options,
      ),

    /**
     * Runs a query, by its name or ID.
     * @throws {NomadxError} `not-found`
     */
    execute: (query: string, options: ConsulReadOptions = {}) =>
      transport.read(
        {
          schema: queryResult,
          send: (client, common) => client.query.execute({ ...common, query }),
        },
        options,
      ),
  };
}
