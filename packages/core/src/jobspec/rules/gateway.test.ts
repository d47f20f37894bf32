import {
  bindAddressRules,
  gatewayProxyRules,
  gatewayRules,
  ingressRules,
  linkedServiceRules,
  listenerRules,
  terminatingRules,
} from "./gateway.ts";
import { inGroup, testRules, type RuleInput } from "./testing/rule-cases.ts";

type Group = Parameters<typeof inGroup>[0];
type Connect = NonNullable<NonNullable<Group["Services"]>[number]["Connect"]>;
type Gateway = NonNullable<Connect["Gateway"]>;
type Proxy = NonNullable<Gateway["Proxy"]>;
type BindAddress = NonNullable<Proxy["EnvoyGatewayBindAddresses"]>[string];
type Listener = NonNullable<NonNullable<Gateway["Ingress"]>["Listeners"]>[number];
type LinkedService = NonNullable<NonNullable<Gateway["Terminating"]>["Services"]>[number];

const at = "TaskGroups[0].Services[0].Connect.Gateway";

function gateway(given: Gateway): RuleInput {
  return inGroup({
    Networks: [{ Mode: "bridge", DynamicPorts: [{ Label: "mesh" }] }],
    Services: [{ Name: "gateway", PortLabel: "mesh", Connect: { Gateway: given } }],
  });
}

testRules(gatewayRules, {
  NX2420: {
    broken: [
      [gateway({}), at],
      [gateway({ Mesh: {}, Terminating: { Services: [{ Name: "a" }] } }), at],
    ],
    near: [gateway({ Mesh: {} })],
  },
});

testRules(gatewayProxyRules, {
  "NX205 EnvoyDNSDiscoveryType": {
    broken: [
      [
        gateway({ Mesh: {}, Proxy: { EnvoyDNSDiscoveryType: "strict_dns" } }),
        `${at}.Proxy.EnvoyDNSDiscoveryType`,
      ],
    ],
    near: [
      gateway({ Mesh: {}, Proxy: { EnvoyDNSDiscoveryType: "LOGICAL_DNS" } }),
      gateway({ Mesh: {}, Proxy: {} }),
    ],
  },
});

function bound(address: BindAddress): RuleInput {
  return gateway({
    Mesh: {},
    Proxy: { EnvoyGatewayBindAddresses: { wan: { Address: "0.0.0.0", Port: 80, ...address } } },
  });
}

testRules(bindAddressRules, {
  "NX202 Address": {
    broken: [[bound({ Address: "" }), `${at}.Proxy.EnvoyGatewayBindAddresses.wan.Address`]],
    near: [bound({})],
  },
  NX2421: {
    broken: [
      [bound({ Port: 0 }), `${at}.Proxy.EnvoyGatewayBindAddresses.wan.Port`],
      [bound({ Port: -2 }), `${at}.Proxy.EnvoyGatewayBindAddresses.wan.Port`],
    ],
    // The address of a listener is Nomad's own.
    near: [bound({ Port: -1 }), listening({ Port: 0 })],
  },
});

function listening(listener: Listener): RuleInput {
  const whole = { Port: 8080, Protocol: "tcp", Services: [{ Name: "web" }], ...listener };
  return gateway({ Ingress: { Listeners: [whole] } });
}

testRules(ingressRules, {
  NX2422: {
    broken: [[gateway({ Ingress: {} }), `${at}.Ingress.Listeners`]],
    near: [listening({})],
  },
});

const listeners = `${at}.Ingress.Listeners[0]`;

testRules(listenerRules, {
  NX2423: {
    broken: [
      [listening({ Port: 0 }), `${listeners}.Port`],
      [listening({ Port: -1 }), `${listeners}.Port`],
    ],
    near: [listening({ Port: 1 })],
  },
  "NX205 Protocol": {
    broken: [[listening({ Protocol: "TCP" }), `${listeners}.Protocol`]],
    near: [listening({ Protocol: "" }), listening({ Protocol: "http2" })],
  },
  NX2424: {
    broken: [[listening({ Services: [] }), `${listeners}.Services`]],
    near: [listening({})],
  },
  NX2425: {
    broken: [
      [listening({ Services: [{ Name: "web" }, { Name: "" }] }), `${listeners}.Services[1].Name`],
      [listening({ Services: [{ Name: "*" }] }), `${listeners}.Services[0].Name`],
      [listening({ Services: [{ Name: "web", Hosts: ["a.com"] }] }), `${listeners}.Services[0].Hosts`],
    ],
    near: [
      listening({ Protocol: "http", Services: [{ Name: "*" }] }),
      listening({ Protocol: "http", Services: [{ Name: "web", Hosts: ["a.com"] }] }),
    ],
  },
  NX2426: {
    broken: [
      [
        listening({ Protocol: "grpc", Services: [{ Name: "*", Hosts: ["a.com"] }] }),
        `${listeners}.Services[0].Hosts`,
      ],
    ],
    near: [
      listening({ Protocol: "http", Services: [{ Name: "*" }] }),
      listening({ Services: [{ Name: "*", Hosts: ["a.com"] }] }),
    ],
  },
});

function linked(service: LinkedService): RuleInput {
  return gateway({ Terminating: { Services: [{ Name: "billing", ...service }] } });
}

testRules(terminatingRules, {
  NX2427: {
    broken: [[gateway({ Terminating: { Services: [] } }), `${at}.Terminating.Services`]],
    near: [linked({})],
  },
});

const link = `${at}.Terminating.Services[0]`;

testRules(linkedServiceRules, {
  "NX202 Name": { broken: [[linked({ Name: "" }), `${link}.Name`]], near: [linked({ Name: "*" })] },
  NX2428: {
    broken: [
      [linked({ CertFile: "c", KeyFile: "k" }), `${link}.CAFile`],
      [linked({ SNI: "a.com" }), `${link}.CAFile`],
    ],
    near: [linked({ CAFile: "ca", CertFile: "c", KeyFile: "k", SNI: "a.com" }), linked({ CAFile: "ca" })],
  },
  NX2429: {
    broken: [
      [linked({ CAFile: "ca", CertFile: "c" }), `${link}.KeyFile`],
      [linked({ CAFile: "ca", KeyFile: "k" }), `${link}.CertFile`],
    ],
    near: [linked({ CAFile: "ca", CertFile: "c", KeyFile: "k" }), linked({ CAFile: "ca" })],
  },
});
