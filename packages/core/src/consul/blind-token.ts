import { NomadxError } from "../diagnostics/errors.ts";

/**
 * The error for a token that sees nothing. Consul leaves out of its lists what a token may not read, and before 1.11 does
 * not say so; but its servers are always nodes, and register themselves as the service `consul`.
 */
export function blindToken(): NomadxError {
  return new NomadxError(
    "permission",
    "Consul shows no service or no node at all, not even its own: the token may not read services or nodes",
    { help: "Set CONSUL_HTTP_TOKEN to a token with service:read and node:read." },
  );
}
