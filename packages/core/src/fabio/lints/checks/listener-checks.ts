import { portOf, type Listener } from "../../config/listener.ts";
import { allowsHttp2 } from "../../config/tls.ts";
import type { Hit } from "../lint.ts";
import type { ListenerEntry } from "../../config/written-settings.ts";
import type { LintedRouting } from "../linted-routing.ts";
import { ofSettings, settingPlace, show, type Check } from "./check.ts";

/** Checks of `proxy.addr` by itself. */
export const listenerChecks = {
  "listen-unknown-option": ofListeners(({ address, unknownOptions }) =>
    unknownOptions.length === 0
      ? undefined
      : `The listener ${address} has no option ${unknownOptions.map(show).join(", ")}`,
  ),
  "listen-invalid": ofSettings(({ entries, ui, listErrors }, routing) => [
    ...listErrors.map(({ setting, error }) => ({
      place: settingPlace(routing, setting),
      message: `${setting} cannot be read: ${error}`,
    })),
    ...[...entries, ...(ui === undefined ? [] : [ui])].flatMap((entry) => entryProblem(entry, routing)),
  ]),
  "listen-dup-port": ofSettings(({ listeners, ui }, routing) => {
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
  "listen-none": ofSettings(({ entries, listErrors }, routing) =>
    entries.length === 0 && listErrors.length === 0
      ? [{ place: settingPlace(routing, "proxy.addr"), message: "proxy.addr is empty" }]
      : [],
  ),
  "listen-port-range": ofListeners(({ address }) =>
    /:\d+-\d+$/.test(address) ? `${address} is a range of ports` : undefined,
  ),
  "listen-bool-literal": ofSettings(({ entries }, routing) =>
    entries.flatMap(({ address, options }) =>
      ["pxyproto", "strictmatch"]
        .filter((name) => !["true", "false", undefined].includes(options.get(name)))
        .map((name) => ({
          place: settingPlace(routing, "proxy.addr"),
          message: `${name}=${options.get(name) ?? ""} of the listener ${address} counts as off`,
        })),
    ),
  ),
  "snitls-no-cs": ofListeners(({ address, protocol, certificateSource }) =>
    protocol === "https+tcp+sni" && certificateSource === undefined
      ? `The listener ${address} has no certificates for HTTPS`
      : undefined,
  ),
  "dynamic-no-refresh": ofListeners(({ address, protocol, refresh }) =>
    protocol === "tcp-dynamic" && BigInt(refresh) <= 0n
      ? `The listener ${address} has no refresh`
      : undefined,
  ),
  "dynamic-all-interfaces": ofListeners(({ address, protocol }) =>
    protocol === "tcp-dynamic" ? `The listener ${address} opens its ports on all interfaces` : undefined,
  ),
} satisfies Readonly<Record<string, Check>>;

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
