import { connectRules, injectedTaskRules, upstreamRules } from "./connect.ts";
import { exposedCheckRules } from "./exposed-check.ts";
import { meshServiceRules } from "./mesh-network.ts";
import { inGroup, inTask, second, taskWith, testRules, type RuleInput } from "./testing/rule-cases.ts";
import { transparentProxyRules } from "./transparent-proxy.ts";

type Group = Parameters<typeof inGroup>[0];
type Service = NonNullable<Group["Services"]>[number];
type Connect = NonNullable<Service["Connect"]>;
type Proxy = NonNullable<NonNullable<Connect["SidecarService"]>["Proxy"]>;
type TransparentProxy = NonNullable<Proxy["TransparentProxy"]>;
type Check = NonNullable<Service["Checks"]>[number];

const service = "TaskGroups[0].Services[0]";
const bridge = { Mode: "bridge" };

/** A job with services in Consul's mesh, in a network of the allocation. */
function inMesh(services: readonly Service[], group: Group = {}): RuleInput {
  const whole = services.map((each) => ({ Name: "web", PortLabel: "80", ...each }));
  return inGroup({ Networks: [bridge], Services: whole, ...group });
}

function withConnect(connect: Connect, group: Group = {}): RuleInput {
  return inMesh([{ Connect: connect }], group);
}

const sidecar: Connect = { SidecarService: {} };
const twoTasks = [taskWith({ Name: "a" }), taskWith({ Name: "b" })];

testRules(connectRules, {
  NX2401: {
    broken: [
      [withConnect({}), `${service}.Connect`],
      [withConnect({ Native: true, SidecarService: {} }), `${service}.Connect`],
      [withConnect({ SidecarService: {}, Gateway: { Mesh: {} } }), `${service}.Connect`],
    ],
    near: [withConnect(sidecar), withConnect({ Native: true }), withConnect({ Gateway: { Mesh: {} } })],
  },
  NX2402: {
    broken: [[inMesh([{ Provider: "nomad", Connect: sidecar }]), `${service}.Connect`]],
    near: [inMesh([{ Provider: "consul", Connect: sidecar }]), inMesh([{ Provider: "nomad" }])],
  },
  NX2403: {
    broken: [
      [withConnect({ Native: true }, { Tasks: twoTasks }), `${service}.TaskName`],
      [inMesh([{ TaskName: "web", Connect: { Native: true } }]), `${service}.TaskName`],
      [withConnect({ Native: true }, { Networks: [] }), `${service}.TaskName`],
      // Nomad adds the proxy of the first service before it looks for the task of the second one.
      [
        inMesh([
          { Name: "a", Connect: sidecar },
          { Name: "b", Connect: { Native: true } },
        ]),
        "TaskGroups[0].Services[1].TaskName",
      ],
    ],
    near: [
      withConnect({ Native: true }),
      inMesh([{ TaskName: "b", Connect: { Native: true } }], { Tasks: twoTasks }),
      inMesh([{ TaskName: "server", Connect: { Native: true } }], { Networks: [] }),
      withConnect(sidecar, { Tasks: twoTasks }),
    ],
  },
  NX2404: {
    broken: [[inMesh([{ PortLabel: "", Connect: { Native: true } }]), `${service}.PortLabel`]],
    near: [withConnect({ Native: true }), inMesh([{ PortLabel: "", Connect: sidecar }])],
  },
});

testRules(injectedTaskRules, {
  NX2405: {
    broken: [
      [withConnect({ ...sidecar, SidecarTask: { Name: "server" } }), `${service}.Connect.SidecarTask.Name`],
    ],
    near: [
      withConnect({ ...sidecar, SidecarTask: { Name: "proxy" } }),
      // Of this name Nomad makes another one.
      withConnect(sidecar, { Tasks: [taskWith({ Name: "connect-proxy-web" })] }),
    ],
  },
});

function withUpstreams(...upstreams: NonNullable<Proxy["Upstreams"]>): Connect {
  return { SidecarService: { Proxy: { Upstreams: upstreams } } };
}

testRules(upstreamRules, {
  NX2410: {
    broken: [
      [
        withConnect(withUpstreams({ LocalBindPort: 5000 }, { LocalBindPort: 5000 })),
        `${service}.Connect.SidecarService.Proxy.Upstreams[1]`,
      ],
      [
        inMesh([
          { Name: "a", Connect: withUpstreams({ LocalBindPort: 5000 }) },
          { Name: "b", Connect: withUpstreams({ LocalBindPort: 5000 }) },
        ]),
        "TaskGroups[0].Services[1].Connect.SidecarService.Proxy.Upstreams[0]",
      ],
      [
        withConnect(
          withUpstreams({ LocalBindSocketPath: "/a" }, { LocalBindSocketPath: "/a", LocalBindPort: 1 }),
        ),
        `${service}.Connect.SidecarService.Proxy.Upstreams[1]`,
      ],
    ],
    near: [
      withConnect(withUpstreams({ LocalBindPort: 5000 }, { LocalBindPort: 5001 })),
      withConnect(
        withUpstreams({ LocalBindPort: 5000 }, { LocalBindPort: 5000, LocalBindAddress: "127.0.0.2" }),
      ),
      withConnect(withUpstreams({ LocalBindSocketPath: "/a" }, { LocalBindPort: 5000 })),
    ],
  },
});

testRules(meshServiceRules, {
  NX2406: {
    broken: [
      [withConnect(sidecar, { Networks: [{ Mode: "host" }] }), "TaskGroups[0].Networks[0].Mode"],
      [withConnect(sidecar, { Networks: [{}] }), "TaskGroups[0].Networks[0].Mode"],
      [withConnect(sidecar, { Networks: [] }), "TaskGroups[0].Networks"],
      [withConnect(sidecar, { Networks: [bridge, bridge] }), "TaskGroups[0].Networks"],
      [
        withConnect({ Gateway: { Mesh: {} } }, { Networks: [{ Mode: "none" }] }),
        "TaskGroups[0].Networks[0].Mode",
      ],
    ],
    near: [
      withConnect(sidecar),
      withConnect(sidecar, { Networks: [{ Mode: "cni/mesh" }] }),
      withConnect({ Gateway: { Mesh: {} } }, { Networks: [{ Mode: "host" }] }),
      withConnect({ Native: true }, { Networks: [{ Mode: "host" }] }),
    ],
  },
  NX2407: {
    broken: [
      [inMesh([{ Name: "Web", Connect: sidecar }]), `${service}.Name`],
      [withConnect(sidecar, { Name: "Web" }), "TaskGroups[0].Name"],
    ],
    near: [
      inMesh([{ Name: "web-1", Connect: sidecar }]),
      inMesh([{ Name: "Web", Connect: { Native: true } }]),
    ],
  },
  NX2408: {
    broken: [[inMesh([{ PortLabel: "", Connect: { Gateway: { Mesh: {} } } }]), `${service}.PortLabel`]],
    near: [
      withConnect({ Gateway: { Mesh: {} } }),
      // Nomad adds a port for it.
      inMesh([{ PortLabel: "", Connect: { Gateway: { Terminating: { Services: [{ Name: "a" }] } } } }]),
    ],
  },
});

const tproxy = `${service}.Connect.SidecarService.Proxy.TransparentProxy`;

function transparent(TransparentProxy: TransparentProxy, group: Group = {}): RuleInput {
  return withConnect({ SidecarService: { Proxy: { TransparentProxy } } }, group);
}

testRules(transparentProxyRules, {
  NX2411: {
    broken: [
      [transparent({ UID: "envoy" }), `${tproxy}.UID`],
      [transparent({ UID: "65536" }), `${tproxy}.UID`],
      [transparent({ ExcludeUIDs: ["0", "-1"] }), `${tproxy}.ExcludeUIDs[1]`],
      [transparent({ ExcludeUIDs: [""] }), `${tproxy}.ExcludeUIDs[0]`],
    ],
    near: [transparent({ UID: "65535", ExcludeUIDs: ["0"] }), transparent({ UID: "" })],
  },
  NX2412: {
    broken: [
      [transparent({ ExcludeOutboundCIDRs: ["10.0.0.1"] }), `${tproxy}.ExcludeOutboundCIDRs[0]`],
      [transparent({ ExcludeOutboundCIDRs: ["::/0", "10.0.0.0/08"] }), `${tproxy}.ExcludeOutboundCIDRs[1]`],
    ],
    near: [transparent({ ExcludeOutboundCIDRs: ["10.0.0.1/8", "fd00::/8"] })],
  },
  NX2413: {
    broken: [
      [transparent({}, { Networks: [{ ...bridge, DNS: { Servers: ["10.0.0.2"] } }] }), `${tproxy}.NoDNS`],
    ],
    near: [
      transparent({ NoDNS: true }, { Networks: [{ ...bridge, DNS: { Servers: ["10.0.0.2"] } }] }),
      transparent({}, { Networks: [{ ...bridge, DNS: {} }] }),
    ],
  },
  NX2414: {
    broken: [
      [transparent({ ExcludeInboundPorts: ["http"] }), `${tproxy}.ExcludeInboundPorts[0]`],
      [
        transparent(
          { ExcludeInboundPorts: ["80", "http"] },
          { Networks: [{ ...bridge, DynamicPorts: [{ Label: "http" }] }] },
        ),
        `${tproxy}.ExcludeInboundPorts[1]`,
      ],
      [transparent({ ExcludeInboundPorts: ["65536"] }), `${tproxy}.ExcludeInboundPorts[0]`],
    ],
    near: [
      transparent(
        { ExcludeInboundPorts: ["65535", "http"] },
        { Networks: [{ ...bridge, ReservedPorts: [{ Label: "http", Value: 80 }] }] },
      ),
    ],
  },
  NX2415: {
    broken: [
      [
        inMesh([
          { Name: "a", Connect: { SidecarService: { Proxy: { TransparentProxy: {} } } } },
          { Name: "b", Connect: sidecar },
        ]),
        tproxy,
      ],
    ],
    near: [
      inMesh([
        { Name: "a", Connect: { SidecarService: { Proxy: { TransparentProxy: {} } } } },
        { Name: "b" },
      ]),
      inMesh([
        { Name: "a", Connect: sidecar },
        { Name: "b", Connect: sidecar },
      ]),
    ],
  },
});

const at = `${service}.Checks[0]`;

function exposed(check: Check, of: Service = {}, group: Group = {}): RuleInput {
  const whole = { Type: "http", Path: "/", Interval: 10 * second, Timeout: second, Expose: true, ...check };
  return inMesh([{ Connect: sidecar, Checks: [whole], ...of }], group);
}

const ports = {
  ...bridge,
  DynamicPorts: [{ Label: "http" }],
  ReservedPorts: [{ Label: "admin", Value: 81 }],
};

testRules(exposedCheckRules, {
  NX2440: {
    broken: [
      [exposed({}, { Connect: { Native: true } }), `${at}.Expose`],
      [exposed({}, { Connect: null }), `${at}.Expose`],
      [
        inTask({ Services: [{ Checks: [{ Type: "http", Path: "/", Expose: true }] }] }),
        "TaskGroups[0].Tasks[0].Services[0].Checks[0].Expose",
      ],
    ],
    near: [exposed({}), exposed({ Expose: false }, { Connect: null })],
  },
  NX2441: {
    broken: [[exposed({}, {}, { Networks: [{ Mode: "host" }] }), "TaskGroups[0].Networks[0].Mode"]],
    near: [exposed({}), exposed({ Expose: false }, {}, { Networks: [{ Mode: "host" }] })],
  },
  NX2442: {
    broken: [
      [exposed({}, { PortLabel: "http" }, { Networks: [ports] }), `${service}.PortLabel`],
      [exposed({}, { PortLabel: "" }), `${service}.PortLabel`],
      [exposed({ Type: "GRPC" }, { PortLabel: "0" }), `${service}.PortLabel`],
    ],
    near: [
      exposed({}, { PortLabel: "admin" }, { Networks: [ports] }),
      exposed({}, { PortLabel: "8080" }),
      exposed({ Path: "health" }, { PortLabel: "http" }, { Networks: [ports] }),
    ],
  },
  NX2443: {
    broken: [[exposed({ Type: "tcp", Expose: false }), `${at}.Type`]],
    near: [
      exposed({ Type: "TCP", Expose: false }),
      exposed({ Type: "tcp", Expose: false }, { Connect: null }),
    ],
  },
});
