import { groupNetworkRules, networkRules } from "./network.ts";
import { inGroup, inTask, taskWith, testRules, type RuleInput } from "./testing/rule-cases.ts";

const networks = "TaskGroups[0].Networks";

type Group = Parameters<typeof inGroup>[0];
type Network = NonNullable<Group["Networks"]>[number];
type Service = NonNullable<Group["Services"]>[number];
type Sidecar = NonNullable<NonNullable<Service["Connect"]>["SidecarService"]>;

function withNetworks(...given: readonly Network[]): RuleInput {
  return inGroup({ Networks: [...given] });
}

/** A job whose tasks, `a` and on, have a network each. */
function inTasks(given: readonly Network[], group: Group = {}): RuleInput {
  const tasks = given.map((network, index) =>
    taskWith({ Name: String.fromCharCode(97 + index), Resources: { Networks: [network] } }),
  );
  return inGroup({ Tasks: tasks, ...group });
}

/** A job with a service whose sidecar Nomad adds a port for. */
function withSidecar(sidecar: Sidecar, network: Network): RuleInput {
  const service = { Name: "web", PortLabel: "80", Connect: { SidecarService: sidecar } };
  return inGroup({ Networks: [network], Services: [service] });
}

const http = { Label: "http", Value: 80 };
const web = { Label: "web", Value: 80 };

testRules(groupNetworkRules, {
  NX2601: {
    broken: [
      [withNetworks({ ReservedPorts: [http, web] }), `${networks}[0].ReservedPorts[1].Value`],
      [withNetworks({ DynamicPorts: [web], ReservedPorts: [http] }), `${networks}[0].DynamicPorts[0].Value`],
      [
        withNetworks({ ReservedPorts: [{ ...http, IgnoreCollision: true }, web] }),
        `${networks}[0].ReservedPorts[1].Value`,
      ],
      [
        withNetworks({ ReservedPorts: [http, { ...web, HostNetwork: "default" }] }),
        `${networks}[0].ReservedPorts[1].Value`,
      ],
      [
        inTasks([{ ReservedPorts: [http] }, { ReservedPorts: [web] }]),
        "TaskGroups[0].Tasks[1].Resources.Networks[0].ReservedPorts[0].Value",
      ],
      [
        inTasks([{ ReservedPorts: [{ ...web, IgnoreCollision: true }] }], {
          Networks: [{ ReservedPorts: [http] }],
        }),
        "TaskGroups[0].Tasks[0].Resources.Networks[0].ReservedPorts[0].Value",
      ],
    ],
    near: [
      withNetworks({ ReservedPorts: [http, { ...web, IgnoreCollision: true }] }),
      withNetworks({ ReservedPorts: [http, { ...web, HostNetwork: "public" }] }),
      withNetworks({ DynamicPorts: [{ Label: "a" }, { Label: "b", Value: 0 }] }),
      withNetworks({ ReservedPorts: [http] }, { ReservedPorts: [{ ...web, Value: 81 }] }),
    ],
  },
  "NX216 Value": {
    broken: [
      [
        withNetworks({ ReservedPorts: [{ ...http, Value: 65_536 }] }),
        `${networks}[0].ReservedPorts[0].Value`,
      ],
      [
        inTasks([{ DynamicPorts: [{ ...http, Value: 65_536 }] }]),
        "TaskGroups[0].Tasks[0].Resources.Networks[0].DynamicPorts[0].Value",
      ],
    ],
    near: [
      withNetworks({ ReservedPorts: [{ ...http, Value: 65_535 }] }),
      withNetworks({ ReservedPorts: [{ ...http, Value: -80 }] }),
    ],
  },
  "NX216 To": {
    broken: [
      [withNetworks({ DynamicPorts: [{ Label: "a", To: -2 }] }), `${networks}[0].DynamicPorts[0].To`],
      [withNetworks({ DynamicPorts: [{ Label: "a", To: 65_536 }] }), `${networks}[0].DynamicPorts[0].To`],
    ],
    near: [
      withNetworks({ DynamicPorts: [{ Label: "a", To: -1 }] }),
      withNetworks({ DynamicPorts: [{ Label: "a", To: 65_535 }] }),
      inTasks([{ DynamicPorts: [{ Label: "a", To: 70_000 }] }]),
    ],
  },
  NX2602: {
    broken: [
      [
        withNetworks({ Mode: "bridge", ReservedPorts: [{ ...http, IgnoreCollision: true }] }),
        `${networks}[0].ReservedPorts[0].IgnoreCollision`,
      ],
    ],
    near: [
      withNetworks({ Mode: "host", ReservedPorts: [{ ...http, IgnoreCollision: true }] }),
      withNetworks({ ReservedPorts: [{ ...http, IgnoreCollision: true }] }),
      withNetworks({ Mode: "bridge", ReservedPorts: [http] }),
    ],
  },
  NX2603: {
    broken: [
      [
        withNetworks({ CNI: { Args: { a: "1" } } }, { CNI: { Args: { a: "1" } } }),
        `${networks}[1].CNI.Args.a`,
      ],
    ],
    near: [withNetworks({ CNI: { Args: { a: "1" } } }, { CNI: { Args: { A: "1" } } })],
  },
  NX2604: {
    broken: [
      [withNetworks({ CNI: { Args: { "a;b": "" } } }), `${networks}[0].CNI.Args["a;b"]`],
      [withNetworks({ CNI: { Args: { a: "b;" } } }), `${networks}[0].CNI.Args.a`],
    ],
    near: [withNetworks({ CNI: { Args: { "a,b": "=", "": "" } } })],
  },
  NX2607: {
    broken: [
      [
        withSidecar({ Port: "http" }, { Mode: "bridge", ReservedPorts: [http] }),
        `${networks}[0].ReservedPorts[0].Label`,
      ],
      [
        withSidecar({}, { Mode: "bridge", ReservedPorts: [{ ...http, Label: "connect-proxy-web" }] }),
        `${networks}[0].ReservedPorts[0].Label`,
      ],
    ],
    near: [
      withSidecar({ Port: "http" }, { Mode: "bridge", DynamicPorts: [{ Label: "http" }] }),
      withSidecar({}, { Mode: "bridge", ReservedPorts: [http] }),
    ],
  },
  "NX210 MBits": {
    severity: "warning",
    broken: [[withNetworks({ MBits: 10 }), `${networks}[0].MBits`]],
    near: [withNetworks({}, { MBits: 10 }), withNetworks({ MBits: -1 }), inTasks([{ MBits: 10 }])],
  },
  NX2606: {
    severity: "warning",
    broken: [[inTasks([{}]), "TaskGroups[0].Tasks[0].Resources.Networks"]],
    near: [withNetworks({}), inGroup({ Tasks: [taskWith({ Resources: { Networks: [] } })] })],
  },
});

testRules(networkRules, {
  NX2605: {
    broken: [[withNetworks({ Mode: "bridge", Hostname: "a..b" }), `${networks}[0].Hostname`]],
    near: [
      withNetworks({ Hostname: "" }),
      withNetworks({ Hostname: "-a_b c" }),
      withNetworks({ Hostname: "a..${node.unique.name}" }),
      inTasks([{ Hostname: "a..b" }]),
    ],
  },
  NX2609: {
    severity: "warning",
    broken: [
      [withNetworks({ Mode: "brigde" }), `${networks}[0].Mode`],
      [withNetworks({ Mode: "Host" }), `${networks}[0].Mode`],
      [withNetworks({ Mode: "cni" }), `${networks}[0].Mode`],
    ],
    near: [withNetworks({ Mode: "none" }), withNetworks({ Mode: "" }), withNetworks({ Mode: "cni/mesh" })],
  },
  NX2610: {
    severity: "warning",
    broken: [[withNetworks({ Mode: "bridge" }, { Mode: "bridge" }), `${networks}[1]`]],
    near: [withNetworks({ Mode: "bridge" }), inTasks([{}, {}])],
  },
  NX2608: {
    severity: "warning",
    broken: [
      [withNetworks({ Hostname: "web" }), `${networks}[0].Hostname`],
      [withNetworks({ Mode: "host", Hostname: "web" }), `${networks}[0].Hostname`],
      [
        inTask({ Driver: "exec" }, { Networks: [{ Mode: "bridge", Hostname: "web" }] }),
        `${networks}[0].Hostname`,
      ],
    ],
    near: [
      withNetworks({ Mode: "bridge", Hostname: "web" }),
      withNetworks({ Mode: "cni/mesh", Hostname: "web" }),
      withNetworks({ Mode: "host" }),
    ],
  },
});
