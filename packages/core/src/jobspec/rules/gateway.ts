import type { KeyPath } from "../key-path.ts";
import { gateway } from "../schema/gateway.ts";
import { ingress } from "../schema/ingress.ts";
import { blockRules, type Broken } from "./rule.ts";
import { oneOfValues, requiredText } from "./schema-rules.ts";
import { stepInto } from "./written-keys.ts";

const proxy = gateway.fields.proxy.block;
const bindAddress = proxy.fields.envoy_gateway_bind_addresses.block;
const terminating = gateway.fields.terminating.block;
const linkedService = terminating.fields.service.block;
const listener = ingress.fields.listener.block;

/** Gateways of Consul's mesh. @see hashicorp/nomad nomad/structs/services.go ConsulGateway.Validate (2.0.5) */
export const gatewayRules = blockRules(gateway, undefined, [
  {
    code: "NX2420",
    find: ({ Ingress, Terminating, Mesh }) =>
      [Ingress, Terminating, Mesh].filter((kind) => kind !== null).length !== 1 && {
        summary: "A gateway is of exactly one kind",
        allowed: "exactly one of ingress, terminating and mesh",
        nomad: "One Consul Gateway Configuration must be set",
      },
  },
]);

/** The Envoy that is a gateway. @see hashicorp/nomad nomad/structs/services.go ConsulGatewayProxy.Validate (2.0.5) */
export const gatewayProxyRules = blockRules(proxy, undefined, [
  oneOfValues(
    proxy,
    "EnvoyDNSDiscoveryType",
    () => "Consul Gateway Proxy Envoy DNS Discovery type must be STRICT_DNS or LOGICAL_DNS",
  ),
]);

/** Addresses of a gateway. @see hashicorp/nomad nomad/structs/services.go ConsulGatewayBindAddress.Validate (2.0.5) */
export const bindAddressRules = blockRules(bindAddress, undefined, [
  requiredText(bindAddress, "Address", "Consul Gateway Bind Address must be set"),
  {
    code: "NX2421",
    // A server makes addresses of the listeners, whose ports have a rule of their own.
    find: ({ Port }, { keys, given }) =>
      Port <= 0 &&
      Number(Port) !== -1 &&
      stepInto(given, keys) !== undefined && {
        keys: ["Port"],
        summary: `A gateway cannot listen on the port ${Port}`,
        allowed: "1 to 65535, or -1 for any",
        nomad: "Consul Gateway Bind Address must set valid Port",
      },
  },
]);

/** Gateways into the mesh. @see hashicorp/nomad nomad/structs/services.go ConsulIngressConfigEntry.Validate (2.0.5) */
export const ingressRules = blockRules(ingress, undefined, [
  {
    code: "NX2422",
    find: ({ Listeners }) =>
      Listeners.length === 0 && {
        keys: ["Listeners"],
        at: "key",
        summary: "An ingress gateway needs a listener",
        help: "Add a listener block with its port and the services behind it.",
        nomad: "Consul Ingress Gateway requires at least one listener",
      },
  },
]);

/** @see hashicorp/nomad nomad/structs/services.go ConsulIngressListener.Validate, ConsulIngressService.Validate (2.0.5) */
export const listenerRules = blockRules(listener, undefined, [
  {
    code: "NX2423",
    find: ({ Port }) =>
      Port <= 0 && {
        keys: ["Port"],
        summary: "A listener needs a port",
        received: Port,
        allowed: "1 to 65535",
        nomad: "Consul Ingress Listener requires valid Port",
      },
  },
  oneOfValues(
    listener,
    "Protocol",
    (value) =>
      `Consul Ingress Listener requires protocol of tcp, http, http2, grpc, got ${JSON.stringify(value)}`,
    "refused",
  ),
  {
    code: "NX2424",
    find: ({ Services }) =>
      Services.length === 0 && {
        keys: ["Services"],
        at: "key",
        summary: "No service is behind the listener",
        help: 'Name one: service { name = "…" }.',
        nomad: "Consul Ingress Listener requires one or more services",
      },
  },
  {
    code: "NX2425",
    find: ({ Protocol, Services }) =>
      Services.flatMap(({ Name, Hosts }, index): Broken[] => {
        const keys: KeyPath = ["Services", index];
        if (Name === "")
          return [
            {
              keys: [...keys, "Name"],
              at: "key",
              summary: "The service behind the listener has no name",
              nomad: "Consul Ingress Service requires a name",
            },
          ];
        if (Protocol !== "tcp") return [];
        return [
          ...(Name === "*"
            ? [
                {
                  keys: [...keys, "Name"],
                  summary: "A TCP listener cannot lead to all services",
                  detail: "Nothing in the traffic says which one is meant.",
                  help: 'Name one service, or set protocol = "http".',
                  nomad: 'Consul Ingress Service doesn\'t support wildcard name for "tcp" protocol',
                },
              ]
            : []),
          ...(Hosts.length > 0
            ? [
                {
                  keys: [...keys, "Hosts"],
                  at: "key" as const,
                  summary: "A TCP listener knows no host names",
                  help: 'Leave hosts out, or set protocol = "http".',
                  nomad:
                    'Consul Ingress Service doesn\'t support associating hosts to a service for the "tcp" protocol',
                },
              ]
            : []),
        ];
      }),
  },
  {
    code: "NX2426",
    find: ({ Protocol, Services }) =>
      Services.flatMap(({ Name, Hosts }, index): Broken[] =>
        Protocol !== "tcp" && Name === "*" && Hosts.length > 0
          ? [
              {
                keys: ["Services", index, "Hosts"],
                at: "key",
                summary: "Host names cannot be given to all services at once",
                detail: "Each service has the host names that Consul makes of its name.",
                help: "Leave hosts out, or name the service.",
                nomad: 'Consul Ingress Service with a wildcard "*" service name can not also specify hosts',
              },
            ]
          : [],
      ),
  },
]);

/** Gateways out of the mesh. @see hashicorp/nomad nomad/structs/services.go ConsulTerminatingConfigEntry.Validate (2.0.5) */
export const terminatingRules = blockRules(terminating, undefined, [
  {
    code: "NX2427",
    find: ({ Services }) =>
      Services.length === 0 && {
        keys: ["Services"],
        at: "key",
        summary: "A terminating gateway leads to no service",
        help: 'Name one: service { name = "…" }.',
        nomad: "Consul Terminating Gateway requires at least one service",
      },
  },
]);

/** @see hashicorp/nomad nomad/structs/services.go ConsulLinkedService.Validate (2.0.5) */
export const linkedServiceRules = blockRules(linkedService, undefined, [
  requiredText(linkedService, "Name", "Consul Linked Service requires Name"),
  {
    code: "NX2428",
    find: ({ CAFile, CertFile, KeyFile, SNI }) =>
      CAFile === "" &&
      (CertFile !== "" || KeyFile !== "" || SNI !== "") && {
        keys: ["CAFile"],
        at: "key",
        summary: "TLS to the service needs a certificate authority",
        detail: "Without ca_file the gateway connects without TLS.",
        help: 'Name its file: ca_file = "…".',
        nomad:
          CertFile !== "" || KeyFile !== ""
            ? "Consul Linked Service TLS requires CAFile"
            : "Consul Linked Service TLS SNI requires CAFile",
      },
  },
  {
    code: "NX2429",
    find: ({ CertFile, KeyFile }) =>
      (CertFile === "") !== (KeyFile === "") && {
        keys: [CertFile === "" ? "CertFile" : "KeyFile"],
        at: "key",
        summary: "A client certificate and its key go together",
        help: "Give cert_file and key_file, or neither.",
        nomad: "Consul Linked Service TLS Cert and Key must both be set",
      },
  },
]);
