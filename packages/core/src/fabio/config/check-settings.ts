import { trimSpace } from "../../go/white-space.ts";
import { since } from "../version.ts";
import type { ConfigProblem } from "./config-problem.ts";
import type { FabioConfig } from "./fabio-config.ts";
import type { FlagName } from "./flags.ts";
import { portOf, type Listener } from "./listener.ts";
import { allowsHttp2 } from "./tls.ts";

const backends: readonly string[] = ["consul", "file", "static", "custom"];
const metricsTargets: readonly string[] = [
  ...["", "flat", "stdout", "label", "statsd_raw", "dogstatsd", "prometheus", "circonus", "graphite"],
];

/**
 * The errors that come after the configuration is read, while Fabio starts: as far as the configuration alone tells.
 * @see fabiolb/fabio main.go, metrics/metrics.go (1.7.3)
 */
export function checkSettings(config: FabioConfig): ConfigProblem[] {
  return [...checkValues(config), ...checkListeners(config), ...deprecations(config)];
}

function checkValues({ values, version }: FabioConfig): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const target = values["log.access.target"];
  if (target !== "" && target !== "stdout") {
    problems.push(exit("log.access.target", `Invalid access log target ${target}`));
  }
  // Older releases had other targets.
  for (const name of since(version, "1.6.0") ? values["metrics.target"].split(",").map(trimSpace) : []) {
    if (name === "statsd") {
      problems.push(exit("metrics.target", "statsd support has been removed in favor of statsd_raw"));
    } else if (!metricsTargets.includes(name)) {
      problems.push(exit("metrics.target", `invalid metrics backend ${name}`));
    }
  }
  const backend = values["registry.backend"];
  if (!backends.includes(backend))
    problems.push(exit("registry.backend", `Unknown registry backend ${backend}`));
  return problems;
}

function checkListeners({ listeners, ui, version }: FabioConfig): ConfigProblem[] {
  const all = [
    ...listeners.map((listener) => ({ listener, flag: "proxy.addr" as const })),
    ...(ui === undefined ? [] : [{ listener: ui, flag: "ui.addr" as const }]),
  ];
  return all.flatMap(({ listener, flag }, index) => {
    const earlier = all.slice(0, index).map((other) => other.listener);
    return [
      ...listener.unknownOptions.map((option): ConfigProblem => ({
        code: "listener-option",
        effect: "ignored",
        message: `${listener.address}: there is no option ${JSON.stringify(option)}`,
        flag,
      })),
      ...(listener.otherAddress === undefined
        ? []
        : [
            {
              ...({ code: "listener-address", effect: "ignored", flag } as const),
              message: `${listener.otherAddress} and addr=${listener.address} are one listener: at each start Fabio picks one of them`,
            },
          ]),
      ...(earlier.some((other) => sameAddress(other, listener))
        ? [exit(flag, `listen: Fail to listen. listen tcp ${listener.address}: bind: address already in use`)]
        : []),
      ...(speaksTls(listener) && !allowsHttp2(listener.tlsCiphers)
        ? [exit(flag, `${listener.address}: the cipher suites have none that HTTP/2 needs`)]
        : []),
      ...(listener.protocol === "tcp-dynamic" && BigInt(listener.refresh) <= 0n && since(version, "1.7.3")
        ? // It opens a port again and again, as soon as there is a route for one.
          [{ ...exit(flag, `${listener.address}: refresh is missing`), effect: "crash" } as const]
        : []),
    ];
  });
}

function speaksTls({ protocol }: Listener): boolean {
  return protocol === "https" || protocol === "https+tcp+sni";
}

/** The same port, on the same address or on all of them. */
function sameAddress(a: Listener, b: Listener): boolean {
  // The address of this one is not listened on.
  if (a.protocol === "tcp-dynamic" || b.protocol === "tcp-dynamic") return false;
  const port = portOf(a);
  if (port === undefined || port === 0 || port !== portOf(b)) return false;
  const [hostA, hostB] = [hostOf(a), hostOf(b)];
  return hostA === hostB || hostA === "" || hostB === "";
}

function hostOf({ address }: Listener): string {
  const host = address.replace(/:\d+$/, "");
  return host === "0.0.0.0" || host === "[::]" ? "" : host;
}

function deprecations({ values }: FabioConfig): ConfigProblem[] {
  if (values["proxy.log.routes"] === "") return [];
  const message = "proxy.log.routes has been deprecated. Please use 'log.routes.format' instead";
  return [{ code: "deprecated", effect: "warning", message, flag: "proxy.log.routes" }];
}

function exit(flag: FlagName, message: string): ConfigProblem {
  return { code: "value", effect: "exit", message, flag };
}
