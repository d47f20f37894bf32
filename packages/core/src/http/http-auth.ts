/** HTTP basic authentication, for a proxy in front of a server. */
export interface HttpAuth {
  readonly username: string;
  readonly password: string;
}

/**
 * `user:password`, split at the first colon; without a colon it is all user.
 * @see hashicorp/nomad api/api.go DefaultConfig (2.0.5), hashicorp/consul api/api.go defaultConfig (1.34.4)
 */
export function parseHttpAuth(text: string | undefined): HttpAuth | undefined {
  if (!text) return undefined;
  const colon = text.indexOf(":");
  return colon < 0
    ? { username: text, password: "" }
    : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}
