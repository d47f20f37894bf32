/**
 * `10.0.0.1:80`; an IPv6 address is put in brackets, as in URLs.
 * @see golang/go net/ipsock.go JoinHostPort
 */
export function hostPort(host: string, port: number | string): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** The port that an address ends with: of `10.0.0.1:80`, `[::1]:80` or `:80`; none where it ends otherwise. */
export function portOfHost(address: string): number | undefined {
  const port = /:(\d+)$/.exec(address)?.[1];
  return port === undefined ? undefined : Number(port);
}

/** The host of an address without its port and without the brackets of IPv6: `::1` of `[::1]:80`; "" of `:80`. */
export function hostOf(address: string): string {
  return address.replace(/:[^:\]]*$/, "").replace(/^\[(.*)\]$/, "$1");
}
