/** `10.0.0.1:80`; an IPv6 address in brackets, as URLs have it. */
export function hostPort(host: string, port: number | string): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}
