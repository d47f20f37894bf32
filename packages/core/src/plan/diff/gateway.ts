import { gateway as gatewayBlock } from "../../jobspec/schema/gateway.ts";
import { ingress as ingressBlock } from "../../jobspec/schema/ingress.ts";
import { isAbsent, textOf } from "../../jobspec/schema/_hub.ts";
import { formatDuration } from "../../units/duration.ts";
import { hostPort } from "../../units/host-port.ts";
import { fieldDiffs, orNull } from "./field-diffs.ts";
import { plainFields, plainText, type Flat } from "./flatten.ts";
import { byName, keyedList } from "./lists.ts";
import { fieldsObject, loose, object } from "./object.ts";
import { blockIn, one, type Comparison, type Part, type Stored } from "./part.ts";
import { isSame } from "./same.ts";
import { stringSet } from "./string-set.ts";

const { proxy: proxyField, terminating: terminatingField, mesh: meshField } = gatewayBlock.fields;
const { tls: tlsField, listener: listenerField } = ingressBlock.fields;
const { service: ingressServiceField } = listenerField.block.fields;

/** The one duration that Nomad shows as a text, and only where there is a gateway before and after. */
function proxyFields(hub: Stored, other: Stored | undefined): Flat {
  const fields = plainFields(proxyField.block, hub);
  const timeout = hub["ConnectTimeout"];
  const isNumber = typeof timeout === "number" || typeof timeout === "bigint";
  if (other !== undefined) fields.set("ConnectTimeout", isNumber ? formatDuration(timeout) : "");
  return fields;
}

/** The addresses to listen on as one map of texts. Nothing and an empty map are not the same. */
const bindAddresses: Part = {
  diff: (before, after) => {
    if (isSame(before, after)) return [];
    const [old, now] = [addressesOf(before), addressesOf(after)];
    return [
      {
        Type: old.size === 0 ? "Added" : now.size === 0 ? "Deleted" : "Edited",
        Name: "EnvoyGatewayBindAddresses",
        Fields: orNull(fieldDiffs(old, now)),
        Objects: null,
      },
    ];
  },
  unseen: () => [],
};

function addressesOf(value: unknown): Flat {
  const addresses = Object.entries(blockIn(value) ?? {});
  return new Map(
    addresses.map(([name, address]) => {
      const { Address: host, Port: port } = blockIn(address) ?? {};
      return [name, hostPort(typeof host === "string" ? host : "", plainText(port ?? 0))];
    }),
  );
}

const proxy: Comparison = object("Proxy", proxyField.block, {
  fields: proxyFields,
  parts: { EnvoyGatewayBindAddresses: bindAddresses, Config: loose("Config") },
});

const tls: Comparison = object("TLS", tlsField.block, {
  parts: {
    CipherSuites: stringSet("CipherSuites"),
    SDS: one(fieldsObject("SDS", tlsField.block.fields.sds.block)),
  },
});

function headerModifiers(name: string): Part {
  return one(
    object(name, ingressServiceField.block.fields.request_headers.block, {
      parts: { Remove: stringSet("Remove") },
    }),
  );
}

const ingressService: Comparison = object("ConsulIngressService", ingressServiceField.block, {
  fields: (hub) => {
    const fields = plainFields(ingressServiceField.block, hub);
    for (const name of ["MaxConnections", "MaxPendingRequests", "MaxConcurrentRequests"]) {
      if (!isAbsent(hub[name])) fields.set(name, plainText(hub[name]));
    }
    return fields;
  },
  parts: {
    Hosts: stringSet("Hosts"),
    TLS: one(tls),
    RequestHeaders: headerModifiers("RequestHeaders"),
    ResponseHeaders: headerModifiers("ResponseHeaders"),
  },
});

const listener: Comparison = object("Listener", listenerField.block, {
  parts: { Services: keyedList(byName, ingressService) },
});

const ingress: Comparison = object("Ingress", ingressBlock, {
  parts: {
    TLS: one(tls),
    Listeners: keyedList((item) => `${textOf(item, "Protocol")}/${plainText(item["Port"])}`, listener),
  },
});

const terminating: Comparison = object("Terminating", terminatingField.block, {
  parts: { Services: keyedList(byName, object("Service", terminatingField.block.fields.service.block)) },
});

/** @see hashicorp/nomad nomad/structs/diff.go connectGatewayDiff (2.0.5) */
export const gateway: Comparison = object("Gateway", gatewayBlock, {
  parts: {
    Proxy: one(proxy),
    Ingress: one(ingress),
    Terminating: one(terminating),
    Mesh: one(object("Mesh", meshField.block)),
  },
});
