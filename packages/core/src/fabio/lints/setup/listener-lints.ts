import type { LintRow } from "../lint-row.ts";
import { portOf, type Listener } from "../../config/listener.ts";
import { allowsHttp2 } from "../../config/tls.ts";
import type { Hit } from "../lint.ts";
import type { ListenerEntry } from "../../config/fabio-settings.ts";
import type { LintedRouting } from "../linted-routing.ts";
import { ofSettings, settingPlace, show, type Check } from "../check.ts";

/** `proxy.addr` by itself. */
export const listenerLints = {
  "listen-unknown-option": {
    severity: "error",
    scope: ["listeners"],
    title: "A listener option that does not exist",
    doc: "It is ignored without a message.",
    fix: "Correct or remove the option.",
    evidence: "seen-1.7.3",
    check: ofListeners(({ address, unknownOptions }) =>
      unknownOptions.length === 0
        ? undefined
        : `The listener ${address} has no option ${unknownOptions.map(show).join(", ")}`,
    ),
  },
  "listen-invalid": {
    severity: "error",
    scope: ["listeners"],
    title: "A listener that Fabio refuses",
    doc: "It exits at start, mostly with code 1.",
    fix: "Correct the entry.",
    evidence: "seen-1.7.3",
    check: ofSettings(({ entries, ui, listErrors }, routing) => [
      ...listErrors.map(({ setting, error }) => ({
        place: settingPlace(routing, setting),
        message: `${setting} cannot be read: ${error}`,
      })),
      ...[...entries, ...(ui === undefined ? [] : [ui])].flatMap((entry) => entryProblem(entry, routing)),
    ]),
  },
  "listen-two-addresses": {
    severity: "error",
    scope: ["listeners"],
    title: "An address before the options, and another one in `addr`",
    doc: "Fabio reads options in random order: mostly it uses `addr`, and at some starts the other.",
    fix: "Keep one of them, or write two listeners.",
    evidence: "seen-1.7.3",
    check: ofListeners(({ address, otherAddress }) =>
      otherAddress === undefined
        ? undefined
        : `The listener has the addresses ${otherAddress} and ${address}`,
    ),
  },
  "listen-dup-port": {
    severity: "error",
    scope: ["listeners"],
    title: "Two listeners on one address, `ui.addr` among them",
    doc: "Fabio exits at start: mostly with code 1, now and then with 0.",
    fix: "Give each a port of its own.",
    evidence: "seen-1.7.3",
    check: ofSettings(({ listeners, ui }, routing) => {
      const all = [...listeners, ...(ui === undefined || "error" in ui.result ? [] : [ui.result])];
      return all.flatMap((listener, index) => {
        const twin = all.slice(0, index).find((other) => sharesAddress(other, listener));
        if (twin === undefined) return [];
        return [
          {
            place: settingPlace(routing, "proxy.addr"),
            message: `${listener.address} and ${twin.address} are the same address`,
          },
        ];
      });
    }),
  },
  "listen-none": {
    severity: "error",
    scope: ["listeners"],
    title: "An empty `proxy.addr`",
    doc: "Fabio runs without a listener.",
    fix: "Add a listener: `:9999`.",
    evidence: "seen-1.7.3",
    check: ofSettings(({ entries, listErrors }, routing) =>
      entries.length === 0 && listErrors.length === 0
        ? [{ place: settingPlace(routing, "proxy.addr"), message: "proxy.addr is empty" }]
        : [],
    ),
  },
  "listen-port-range": {
    severity: "error",
    scope: ["listeners"],
    title: "A range of ports",
    doc: "Fabio knows no ranges: it exits at start, mostly with code 1, now and then with 0.",
    fix: "Write an entry for each port, or use tcp-dynamic.",
    evidence: "seen-1.7.3",
    check: ofListeners(({ address }) =>
      /:\d+-\d+$/.test(address) ? `${address} is a range of ports` : undefined,
    ),
  },
  "listen-bool-literal": {
    severity: "warning",
    scope: ["listeners"],
    title: "`pxyproto` or `strictmatch` that is not exactly `true`",
    doc: "It is off.",
    fix: "Write `true`.",
    evidence: "seen-1.7.3",
    check: ofSettings(({ entries }, routing) =>
      entries.flatMap(({ address, options }) =>
        ["pxyproto", "strictmatch"]
          .filter((name) => !["true", "false", undefined].includes(options.get(name)))
          .map((name) => ({
            place: settingPlace(routing, "proxy.addr"),
            message: `${name}=${options.get(name) ?? ""} of the listener ${address} counts as off`,
          })),
      ),
    ),
  },
  "snitls-no-cs": {
    severity: "error",
    scope: ["listeners"],
    title: "https+tcp+sni without a certificate source",
    doc: "It starts; connections by server name work, HTTPS is dropped.",
    fix: "Add `cs=NAME`.",
    evidence: "seen-1.7.3",
    check: ofListeners(({ address, protocol, certificateSource }) =>
      protocol === "https+tcp+sni" && certificateSource === undefined
        ? `The listener ${address} has no certificates for HTTPS`
        : undefined,
    ),
  },
  "dynamic-no-refresh": {
    severity: "critical",
    scope: ["listeners"],
    title: "tcp-dynamic without `refresh`",
    doc: "1.7.3 exits at the first dynamic port, and again after nearly every restart; where it does not, it keeps a processor busy, as older versions do.",
    fix: "Add `refresh=5s`.",
    evidence: "seen-1.7.3",
    check: ofListeners(({ address, protocol, refresh }) =>
      protocol === "tcp-dynamic" && BigInt(refresh) <= 0n
        ? `The listener ${address} has no refresh`
        : undefined,
    ),
  },
  "dynamic-all-interfaces": {
    severity: "info",
    scope: ["listeners"],
    title: "A tcp-dynamic listener",
    doc: "It opens its ports on all interfaces; the address in a route only picks the route.",
    fix: "Keep the ports closed by a firewall where they should not be open.",
    evidence: "seen-1.7.3",
    check: ofListeners(({ address, protocol }) =>
      protocol === "tcp-dynamic" ? `The listener ${address} opens its ports on all interfaces` : undefined,
    ),
  },
} satisfies Readonly<Record<string, LintRow>>;

/** A check of each listener that can be read. */
function ofListeners(find: (listener: Listener) => string | undefined): Check {
  return ofSettings(({ listeners }, routing) =>
    listeners.flatMap((listener): readonly Hit[] => {
      const message = find(listener);
      return message === undefined ? [] : [{ place: settingPlace(routing, "proxy.addr"), message }];
    }),
  );
}

function entryProblem({ address, result }: ListenerEntry, routing: LintedRouting): readonly Hit[] {
  const place = settingPlace(routing, "proxy.addr");
  if ("error" in result) return [{ place, message: `The listener ${show(address)}: ${result.error}` }];
  const isTls = result.protocol === "https" || result.protocol === "https+tcp+sni";
  return isTls && !allowsHttp2(result.tlsCiphers)
    ? [
        {
          place,
          message: `The listener ${show(address)}: HTTP/2 needs a cipher suite that is not in tlsciphers`,
        },
      ]
    : [];
}

function sharesAddress(a: Listener, b: Listener): boolean {
  const [portA, portB] = [portOf(a), portOf(b)];
  if (a.protocol === "tcp-dynamic" || b.protocol === "tcp-dynamic" || portA === undefined || portA === 0)
    return false;
  const hosts = [a, b].map(({ address }) =>
    address.replace(/:\d+$/, "").replace(/^(?:0\.0\.0\.0|\[::\])$/, ""),
  );
  return portA === portB && (hosts[0] === hosts[1] || hosts.includes(""));
}
