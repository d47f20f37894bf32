import { hostPort } from "../../units/host-port.ts";
import { compareBytes } from "../../go/byte-order.ts";

/**
 * Hosts that all match a request, in the order in which Fabio tries them: by their text from the end, greatest first,
 * with the port left in place. So `*.a.example` comes before `*.example`, and mostly names come before `*`; but
 * `{a,b}.example` comes before `a.example`.
 *
 * Names that do not survive being reversed twice come out as something else, which is then no host of the table:
 * `[ab]:80` as `ab:80`, `:8080` as `[:8080]:8080`. That happens with two hosts or more only.
 * @see fabiolb/fabio route/table.go sortHostsReverseHostPort (1.7.3)
 */
export function orderHosts(hosts: readonly string[]): readonly string[] {
  if (hosts.length < 2) return hosts;
  return hosts
    .map(reverseHost)
    .toSorted((a, b) => compareBytes(b, a))
    .map(reverseHost);
}

/** The host reversed rune by rune, the port behind it as it is; a port that is empty is dropped. */
function reverseHost(text: string): string {
  const { host, port } = splitHostPort(text);
  const reversed = Array.from(host === "" ? text : host)
    .toReversed()
    .join("");
  if (port === "") return reversed;
  return hostPort(reversed, port);
}

/** Host and port, both empty for what Go takes for no address. @see golang/go src/net/ipsock.go SplitHostPort */
function splitHostPort(text: string): { readonly host: string; readonly port: string } {
  const match = /^(?:\[([^[\]]*)\]|([^:[\]]*)):([^:[\]]*)$/.exec(text);
  return { host: match?.[1] ?? match?.[2] ?? "", port: match?.[3] ?? "" };
}
