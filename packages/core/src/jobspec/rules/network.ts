import { quote } from "../../go/quote.ts";
import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import { suggest } from "../problems.ts";
import { showValue, type KeyPath } from "../key-path.ts";
import { group } from "../schema/group.ts";
import { network } from "../schema/network.ts";
import type { port } from "../schema/port.ts";
import type { Completed } from "./completed-job.ts";
import { isDomainName } from "./domain-name.ts";
import { blockRules, type Broken } from "./rule.ts";
import { stepInto } from "./written-keys.ts";

type Group = Completed<typeof group>;
type Network = Completed<typeof network>;
type Port = Completed<typeof port>;

const maxPort = 65_535;

/** A port, and where it stands in its group. */
interface PortInGroup {
  readonly port: Port;
  readonly keys: KeyPath;
  readonly mode: string;
  /** Nomad's word for who has it. */
  readonly owner: string;
}

/** Ports of a group and its tasks. @see hashicorp/nomad nomad/structs/structs.go TaskGroup.validateNetworks (2.0.5) */
export const groupNetworkRules = blockRules(group, undefined, [
  {
    code: "NX2601",
    find: (hub) => {
      const owners = new Map<string, string>();
      return [...portsOfGroup(hub), ...portsOfTasks(hub)].flatMap(({ port, keys, owner }): Broken[] => {
        const { Value, HostNetwork, Label, IgnoreCollision } = port;
        if (Number(Value) === 0) return [];
        const place = `${HostNetwork === "" ? "default" : HostNetwork} ${Value}`;
        const other = owners.get(place);
        if (other === undefined) {
          if (Value <= maxPort) owners.set(place, `${owner}:${Label}`);
          return [];
        }
        if (IgnoreCollision && owner === groupOwner) return [];
        const [who, label = ""] = other.split(/:(.*)/s);
        const whose = who === groupOwner ? "the group's network" : `the task ${showValue(who)}`;
        return [
          {
            keys: [...keys, "Value"],
            summary: `The static port ${Value} is reserved twice`,
            detail: `The port ${showValue(label)} of ${whose} has it already.`,
            help: "Choose another port, or leave the number out: Nomad then chooses one.",
            nomad: `Static port ${Value} already reserved by ${other}`,
          },
        ];
      });
    },
  },
  {
    code: "NX216",
    field: "Value",
    find: (hub) =>
      [...portsOfGroup(hub), ...portsOfTasks(hub)]
        .filter(({ port: { Value } }) => Value > maxPort)
        .map(({ port: { Label, Value }, keys }) => ({
          keys: [...keys, "Value"],
          summary: '"static" is too large',
          detail: `Received ${Value}.`,
          allowed: `1 to ${maxPort}`,
          nomad: `Port ${Label} (${Value}) cannot be greater than ${maxPort}`,
        })),
  },
  {
    code: "NX216",
    field: "To",
    find: (hub) =>
      portsOfGroup(hub)
        .filter(({ port: { To } }) => To < -1 || To > maxPort)
        .map(({ port: { Label, To }, keys }) => ({
          keys: [...keys, "To"],
          summary: `"to" is too ${To < -1 ? "small" : "large"}`,
          detail: `Received ${To}.`,
          allowed: `-1 (the same number as outside), 0 (none), 1 to ${maxPort}`,
          nomad:
            To < -1
              ? `Port ${quote(Label)} cannot be mapped to negative value ${To}`
              : `Port ${quote(Label)} cannot be mapped to a port (${To}) greater than ${maxPort}`,
        })),
  },
  {
    code: "NX2602",
    find: (hub) =>
      portsOfGroup(hub)
        .filter(({ port: { IgnoreCollision }, mode }) => IgnoreCollision && mode !== "" && mode !== "host")
        .map(({ port: { Label }, keys, mode }) => ({
          keys: [...keys, "IgnoreCollision"],
          summary: `A port cannot be shared in the network mode ${showValue(mode)}`,
          allowed: 'ignore_collision in the mode "host" and where no mode is given',
          help: "Leave ignore_collision out.",
          nomad: `Port ${quote(Label)} collision may not be ignored on non-host network mode ${quote(mode)}`,
        })),
  },
  {
    code: "NX2603",
    find: ({ Networks }) => {
      const seen = new Set<string>();
      return cniArguments(Networks).flatMap(([keys, name]): Broken[] => {
        if (!seen.has(name)) {
          seen.add(name);
          return [];
        }
        return [
          {
            keys,
            at: "key",
            summary: `The CNI argument ${showValue(name)} is given twice`,
            detail: "The networks of a group share their arguments.",
            help: "Give it in one network of the group.",
            nomad: `duplicate CNI arg ${quote(name)}`,
          },
        ];
      });
    },
  },
  {
    code: "NX2604",
    find: ({ Networks }) =>
      cniArguments(Networks).flatMap(([keys, name, value]) => [
        ...(name.includes(";") ? [semicolon(keys, "key", name)] : []),
        ...(value.includes(";") ? [semicolon(keys, "value", value)] : []),
      ]),
  },
  {
    code: "NX2607",
    find: (hub, { keys, given }) => {
      const isWritten = ({ keys: inGroup }: PortInGroup): boolean =>
        stepInto(given, [...keys, ...inGroup]) !== undefined;
      const ports = [...portsOfGroup(hub), ...portsOfTasks(hub)];
      const injected = new Set(ports.filter((each) => !isWritten(each)).map(({ port: { Label } }) => Label));
      return ports
        .filter((each) => injected.has(each.port.Label) && isWritten(each))
        .map(({ port: { Label }, keys: inGroup }) => ({
          keys: [...inGroup, "Label"],
          summary: `Nomad adds a port ${showValue(Label)} for Consul's mesh itself`,
          help: "Give this one another label, or let the sidecar_service name a port without a number of its own.",
          nomad: `Port label ${Label} already in use by taskgroup network`,
        }));
    },
  },
  {
    code: "NX210",
    field: "MBits",
    find: ({ Networks: [first] }) =>
      (first?.MBits ?? 0) > 0 && {
        keys: ["Networks", 0, "MBits"],
        at: "key",
        severity: "warning",
        summary: '"mbits" is deprecated',
        detail: "Bandwidth is not scheduled.",
        help: "Leave it out.",
        nomad: "mbits has been deprecated as of Nomad 0.12.0. Please remove mbits from the network block",
      },
  },
  {
    code: "NX2606",
    find: ({ Tasks }) =>
      [...Tasks.entries()]
        .filter(([, { Resources }]) => (Resources?.Networks ?? []).length > 0)
        .map(([index]) => ({
          keys: ["Tasks", index, "Resources", "Networks"],
          at: "key",
          severity: "warning",
          summary: "A network in resources is the old way",
          help: "Write the network block in the group; port_map of the driver then becomes ports.",
          nomad:
            "task network resources have been deprecated as of Nomad 0.12.0. Please configure networking via group network block.",
        })),
  },
]);

/** The network of a group. */
export const networkRules = blockRules(
  network,
  ["TaskGroup"],
  [
    {
      code: "NX2605",
      find: ({ Hostname }) =>
        Hostname !== "" &&
        !Hostname.includes("${") &&
        !isDomainName(Hostname) && {
          keys: ["Hostname"],
          summary: `${showValue(Hostname)} is no host name`,
          allowed: "labels of 1 to 63 bytes with dots between, 255 bytes in all",
          nomad: "Hostname is not a valid DNS name",
        },
    },
    {
      code: "NX2609",
      find: ({ Mode }) =>
        !["", ...modes].includes(Mode) &&
        !Mode.startsWith("cni/") && {
          keys: ["Mode"],
          severity: "warning",
          summary: `No node has a network of the mode ${showValue(Mode)}`,
          detail: "The server takes the job, and finds no node for its allocations.",
          allowed: '"host", "bridge", "none", "cni/<name>"',
          help: suggest(didYouMean(Mode, modes)),
        },
    },
    {
      code: "NX2610",
      find: (_hub, { keys }) =>
        keys.at(-1) !== 0 && {
          severity: "warning",
          summary: "Only the first network of a group is set up",
          detail: "Ports of others are not given to the allocation.",
          help: "Put all ports into one network block.",
        },
    },
    {
      code: "NX2608",
      find: ({ Hostname, Mode }, { keys, group: around }) => {
        // A client looks at the first network only.
        if (Hostname === "" || keys.at(-1) !== 0) return undefined;
        const isOwn = /^(?:bridge$|none$|cni\/)/i.test(Mode);
        const driver = around?.Tasks.map(({ Driver }) => Driver).find((each) =>
          withoutHostName.includes(each),
        );
        if (isOwn && driver === undefined) return undefined;
        return {
          keys: ["Hostname"],
          severity: "warning",
          summary: isOwn
            ? `Tasks of the driver ${showValue(driver)} have no host name of their own`
            : "Only a network of its own gives an allocation a host name",
          detail: "The server takes the job, and its allocations fail on the client.",
          help: isOwn ? "Leave hostname out." : 'Set mode = "bridge", or leave hostname out.',
        };
      },
    },
  ],
);

const modes = ["host", "bridge", "none"];

/**
 * The drivers that do not set up an allocation's network themselves, of those that come with Nomad.
 * @see hashicorp/nomad client/allocrunner/network_manager_linux.go newNetworkManager (2.0.5)
 */
const withoutHostName: readonly string[] = ["exec", "java", "qemu", "raw_exec"];

const groupOwner = "taskgroup network";

function portsOfGroup({ Networks }: Group): readonly PortInGroup[] {
  return portsOf(Networks, ["Networks"], groupOwner);
}

function portsOfTasks({ Tasks }: Group): readonly PortInGroup[] {
  return Tasks.flatMap(({ Name, Resources }, index) =>
    portsOf(Resources?.Networks ?? [], ["Tasks", index, "Resources", "Networks"], Name),
  );
}

/** In the order in which the server goes through them. */
function portsOf(
  networks: readonly Pick<Network, "Mode" | "ReservedPorts" | "DynamicPorts">[],
  keys: KeyPath,
  owner: string,
): readonly PortInGroup[] {
  return networks.flatMap((hub, index) =>
    (["ReservedPorts", "DynamicPorts"] as const).flatMap((list) =>
      hub[list].map((port, position) => ({
        port,
        keys: [...keys, index, list, position],
        mode: hub.Mode,
        owner,
      })),
    ),
  );
}

function cniArguments(
  networks: readonly Network[],
): readonly (readonly [keys: KeyPath, name: string, value: string])[] {
  return networks.flatMap(({ CNI }, index) =>
    Object.entries(CNI?.Args ?? {}).map(
      ([name, value]) => [["Networks", index, "CNI", "Args", name], name, value] as const,
    ),
  );
}

/** A separator inside of what it separates. */
function semicolon(keys: KeyPath, at: "key" | "value", text: string): Broken {
  return {
    keys,
    at,
    summary: `${showValue(text)} cannot be handed to CNI plugins`,
    detail: "They get all arguments in one text, with a semicolon between them.",
    help: "Take the semicolon out.",
    nomad: `invalid ';' character in CNI arg ${at} ${quote(text)}`,
  };
}
