/**
 * `10.0.0.1:80`; an IPv6 address is put in brackets, as in URLs.
 * @see golang/go net/ipsock.go JoinHostPort
 */
export function hostPort(host: string, port: number | string): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}
