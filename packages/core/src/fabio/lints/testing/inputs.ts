import type { ApiJob } from "../../../jobspec/api-job.ts";
import type { ConsulInstance } from "../../consul/consul-state.ts";
import type { LintInput } from "../lint-routes.ts";

/** The parts of a service instance in Consul that a test names. */
export interface InstanceIn {
  readonly name?: string;
  readonly tags: readonly string[];
  readonly address?: string;
  readonly port?: number;
  /** State of each of its checks. */
  readonly checks?: readonly string[];
  /** Its node has a check of its own. */
  readonly hasNodeCheck?: boolean;
}

/** Consul with these instances, each on a node of its own. */
export function consul(...instances: readonly InstanceIn[]): LintInput {
  const registered = instances.map(({ name = "web", tags, address, port = 8080 }, index): ConsulInstance => ({
    Node: `n${index}`,
    Address: `10.0.0.${index + 1}`,
    ServiceID: `i${index}`,
    ServiceName: name,
    ServiceAddress: address ?? "",
    ServicePort: port,
    ServiceTags: tags,
  }));
  return {
    consul: {
      instances: registered,
      checks: instances.flatMap(({ checks = ["passing"], tags, hasNodeCheck, name = "web" }, index) => [
        { Node: `n${index}`, CheckID: "serfHealth", Status: "passing", ServiceID: "", ServiceName: "" },
        ...(hasNodeCheck === true
          ? [{ Node: `n${index}`, CheckID: "disk", Status: "passing", ServiceID: "", ServiceName: "" }]
          : []),
        ...checks.map((Status, check) => ({
          Node: `n${index}`,
          CheckID: `c${index}.${check}`,
          Status,
          ServiceID: `i${index}`,
          ServiceName: name,
          ServiceTags: tags,
        })),
      ]),
    },
  };
}

/** Consul with one service that has these tags. */
export function tagged(...tags: readonly string[]): LintInput {
  return consul({ tags });
}

/** Consul with one instance for each tag: services a, b, c and so on. */
export function services(...tags: readonly string[]): LintInput {
  return consul(...tags.map((tag, index) => ({ name: "abcdefgh".charAt(index), tags: [tag] })));
}

/** The same with a Fabio that has these listeners. */
export function listening(listeners: string, input: LintInput, ...args: readonly string[]): LintInput {
  return {
    ...input,
    start: { args: [`-proxy.addr=${listeners}`, "-proxy.cs=cs=lab;type=file;cert=lab.pem", ...args] },
  };
}

/** The same with a Fabio that is started with these arguments. */
export function started(input: LintInput, ...args: readonly string[]): LintInput {
  return { ...input, start: { args } };
}

/** The same with one manual override. */
export function override(value: string, input: LintInput): LintInput {
  return { ...input, keys: [{ Key: "fabio/config", Value: value }] };
}

type Group = NonNullable<ApiJob["TaskGroups"]>[number];
type Service = NonNullable<Group["Services"]>[number];

const check = { Type: "tcp", Interval: 10_000_000_000, Timeout: 2_000_000_000 };

/** A job whose group has these services, with a check and the port `http` if they do not say otherwise. */
export function jobOf(service: Service, more: Partial<ApiJob> = {}): LintInput {
  const job: ApiJob = {
    ID: "shop",
    Name: "shop",
    TaskGroups: [
      {
        Name: "web",
        Networks: [{ DynamicPorts: [{ Label: "http" }] }],
        Services: [{ Name: "web", PortLabel: "http", Checks: [check], ...service }],
      },
    ],
    ...more,
  };
  return { jobs: [job] };
}

/** A job that runs Fabio with a static port 9999 and 9998, these arguments and these checks. */
export function fabioJob(args: readonly string[], checks: Service["Checks"]): LintInput {
  const ports = [
    { Label: "lb", Value: 9999 },
    { Label: "ui", Value: 9998 },
  ];
  const job: ApiJob = {
    ID: "fabio",
    Name: "fabio",
    Type: "system",
    TaskGroups: [
      {
        Name: "fabio",
        Networks: [{ ReservedPorts: ports }],
        Services: [{ Name: "lb", PortLabel: "ui", ...(checks !== undefined && { Checks: checks }) }],
        Tasks: [
          { Name: "fabio", Driver: "docker", Config: { image: "fabiolb/fabio:1.7.3", args: [...args] } },
        ],
      },
    ],
  };
  return { jobs: [job] };
}
