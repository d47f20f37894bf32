import type { NomadxConfig } from "@nomadx/core";

import type { Context } from "../command/context.ts";
import { readConfigFile, type ConfigContext } from "./config-file.ts";
import { keepCredentials } from "./keep-credentials.ts";
import { listensLocally } from "./listens-locally.ts";

/** The part of a command's context that decides which server it talks to. */
export type ConnectContext = ConfigContext & Pick<Context, "terminal" | "interrupted">;

/** How a Nomad or a Consul agent is found, and what opens the connection to it. */
export interface AgentKind<Flags, Connection> {
  /** The address that a flag or the configuration file names. */
  readonly namedAddress: (flags: Flags, file: NomadxConfig | undefined) => string | undefined;
  /** The environment variable that names it. */
  readonly addressVariable: string;
  /** Where an agent listens on this machine when nothing is configured. */
  readonly defaultPort: number;
  /** Loads the client, and makes it; nothing is sent yet. */
  readonly connect: (
    flags: Flags,
    env: ConnectContext["env"],
    file: NomadxConfig | undefined,
    ports: ConnectionPorts,
  ) => Promise<Connection>;
}

/** The end of every request of a connection. */
interface ConnectionPorts {
  readonly signal: AbortSignal;
}

/** A connection, as far as its secrets have to stay hidden. */
interface WithCredentials {
  readonly config: Parameters<typeof keepCredentials>[0];
}

/**
 * The agent that flags, environment variables, the configuration file or the default address name. Nothing is sent yet.
 * @throws {NomadxError} `usage`, `tls`; `invalid` for a configuration file that cannot be used
 */
export async function openAgent<Flags, Connection extends WithCredentials>(
  kind: AgentKind<Flags, Connection>,
  flags: Flags,
  context: ConnectContext,
): Promise<Connection> {
  return open(kind, flags, context, await readConfigFile(context));
}

/**
 * The agent, or nothing where no one named an address and no agent listens at the default one. A named address is taken
 * at its word: if it does not answer, the first request says so. Throws as `openAgent` does.
 */
export async function openAgentIfAny<Flags, Connection extends WithCredentials>(
  kind: AgentKind<Flags, Connection>,
  flags: Flags,
  context: ConnectContext,
): Promise<Connection | undefined> {
  const file = await readConfigFile(context);
  const isNamed = Boolean(kind.namedAddress(flags, file) || context.env[kind.addressVariable]);
  return isNamed || (await listensLocally(kind.defaultPort)) ? open(kind, flags, context, file) : undefined;
}

async function open<Flags, Connection extends WithCredentials>(
  kind: AgentKind<Flags, Connection>,
  flags: Flags,
  context: ConnectContext,
  file: NomadxConfig | undefined,
): Promise<Connection> {
  const ports = {
    get signal() {
      return context.interrupted;
    },
  };
  const connection = await kind.connect(flags, context.env, file, ports);
  keepCredentials(connection.config, context.terminal);
  return connection;
}
