import { CONSUL_ADDRESS, HOST, PORTS } from "../../scripts/e2e/addresses.js";
import { nomadx } from "./nomadx.ts";

/** The result of `nomadx verify`. */
export interface Verification {
  readonly code: number;
  /** By service, the state of each layer: `nomad ok, consul ok, …`. */
  readonly services: Readonly<Record<string, string>>;
  /** `layer/kind file service: message` of each, without what a finding does not have. */
  readonly findings: readonly string[];
  readonly probes: readonly VerifiedRoute[];
}

/** The result of the requests to a route. */
interface VerifiedRoute {
  readonly service: string;
  readonly seen: readonly string[];
  readonly unseen: readonly string[];
  readonly identified: string;
}

interface VerifyAnswer {
  readonly services: readonly {
    readonly service: string;
    readonly layers: Readonly<Record<string, string>>;
  }[];
  readonly findings: readonly {
    readonly id: string;
    readonly message: string;
    readonly source?: { readonly file: string };
  }[];
  readonly probes: readonly VerifiedRoute[];
}

/** Where the servers of the cluster are. */
const ofCluster = ["--consul-address", CONSUL_ADDRESS, "--dns-server", `${HOST}:${PORTS.consulDns}`];

/** Runs `nomadx verify` with the servers of the cluster. */
export function verify(...args: readonly string[]): Promise<Verification> {
  return verifyAt(ofCluster, ...args);
}

/** The same, with `servers` for the flags that say which servers to ask. */
export async function verifyAt(
  servers: readonly string[],
  ...args: readonly string[]
): Promise<Verification> {
  const { code, stdout, stderr } = await nomadx("verify", ...servers, "--json", ...args);
  if (code !== 0 && code !== 7) throw new Error(`nomadx verify: exit ${code}\n${stdout}${stderr}`);
  const { services, findings, probes } = JSON.parse(stdout) as VerifyAnswer;
  return {
    code,
    services: Object.fromEntries(
      services.map(({ service, layers }) => [
        service,
        Object.entries(layers)
          .map(([layer, state]) => `${layer} ${state}`)
          .join(", "),
      ]),
    ),
    findings: findings.map(({ id, source, message }) =>
      [id, ...(source === undefined ? [] : [source.file]), message].join(" "),
    ),
    probes,
  };
}
