import { expose as exposeBlock } from "../../jobspec/schema/expose.ts";
import { proxy as proxyBlock } from "../../jobspec/schema/proxy.ts";
import { textOf } from "../../jobspec/schema/_hub.ts";
import { transparentProxy as transparentProxyBlock } from "../../jobspec/schema/transparent-proxy.ts";
import { upstreams as upstreamBlock } from "../../jobspec/schema/upstreams.ts";
import { fieldsSet, keyedList } from "./lists.ts";
import { fieldsObject, loose, object } from "./object.ts";
import { blocksIn, one, unseen, type Comparison, type Part, type Stored } from "./part.ts";
import { isAlike } from "./same.ts";
import { changedStringSet } from "./string-set.ts";

const upstream: Comparison = object("ConsulUpstreams", upstreamBlock, {
  parts: {
    MeshGateway: one(fieldsObject("MeshGateway", upstreamBlock.fields.mesh_gateway.block)),
    Config: unseen,
  },
});

const upstreams: Part = keyedList(
  (item) => `${textOf(item, "Datacenter")}/${textOf(item, "DestinationName")}`,
  upstream,
);

const exposePaths = fieldsSet("Paths", exposeBlock.fields.path.block, () => "");

const exposeObject = object("Expose", exposeBlock, { parts: { Paths: exposePaths } });

/** One without paths is as good as none. */
const expose: Comparison = {
  ...exposeObject,
  diff: (before, after) => {
    const diff = exposeObject.diff(before, after);
    if (diff === undefined) return undefined;
    return { ...diff, Type: isEmptyExpose(before) ? "Added" : isEmptyExpose(after) ? "Deleted" : "Edited" };
  },
};

function isEmptyExpose(hub: Stored | undefined): boolean {
  return blocksIn(hub?.["Paths"]).length === 0;
}

const transparentProxyObject = object("TransparentProxy", transparentProxyBlock, {
  parts: {
    ExcludeInboundPorts: changedStringSet("ExcludeInboundPorts"),
    ExcludeOutboundPorts: changedStringSet("ExcludeOutboundPorts"),
    ExcludeOutboundCIDRs: changedStringSet("ExcludeOutboundCIDRs"),
    ExcludeUIDs: changedStringSet("ExcludeUIDs"),
  },
});

/** Nomad lists it in every proxy that changed, also where there is none. */
const transparentProxy: Comparison = {
  ...transparentProxyObject,
  diff: (before, after) =>
    (isAlike(before, after) ? undefined : transparentProxyObject.diff(before, after)) ?? {
      Type: "None",
      Name: "TransparentProxy",
      Fields: null,
      Objects: null,
    },
};

/** @see hashicorp/nomad nomad/structs/diff.go consulProxyDiff (2.0.5) */
export const proxy: Comparison = object("ConsulProxy", proxyBlock, {
  parts: {
    Upstreams: upstreams,
    Expose: one(expose),
    TransparentProxy: one(transparentProxy),
    Config: loose("Config"),
  },
});
