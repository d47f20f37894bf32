import { expect, test } from "vitest";

import type { HubObject, Spelling } from "./_define.ts";
import { network, sidecarNetwork } from "./network.ts";

function read(fields: HubObject, spelling?: Spelling): HubObject {
  const hub = { ...fields };
  network.afterRead?.(hub, spelling);
  return hub;
}

// The answers of Nomad 2.0.5 at /v1/jobs/parse, without its zero values.
test.each<[string, HubObject, HubObject]>([
  ["no port", { Mode: "bridge" }, { Mode: "bridge" }],
  ["a dynamic port", { DynamicPorts: [{ Label: "b" }] }, { DynamicPorts: [{ Label: "b" }] }],
  [
    "a static port",
    { DynamicPorts: [{ Label: "a", Value: 80 }] },
    { ReservedPorts: [{ Label: "a", Value: 80 }] },
  ],
  [
    "both, and a negative one",
    { DynamicPorts: [{ Label: "a", Value: 80 }, { Label: "b" }, { Label: "c", Value: -1 }] },
    { ReservedPorts: [{ Label: "a", Value: 80 }], DynamicPorts: [{ Label: "b" }, { Label: "c", Value: -1 }] },
  ],
  [
    "reserved_ports alone",
    { ReservedPorts: [{ Label: "r", Value: 5 }] },
    { ReservedPorts: [{ Label: "r", Value: 5 }] },
  ],
])("a network with %s", (_, fields, expected) => {
  expect(read(fields, "hcl")).toEqual(expected);
  expect(read(fields)).toEqual(expected);
});

test("reserved_ports beside a port are lost in Nomad's parser, and kept in a spec", () => {
  const fields = {
    DynamicPorts: [{ Label: "a", Value: 80 }, { Label: "b" }],
    ReservedPorts: [{ Label: "r", Value: 5 }],
  };
  expect(read(fields, "hcl")).toEqual({
    DynamicPorts: [{ Label: "b" }],
    ReservedPorts: [{ Label: "a", Value: 80 }],
  });
  expect(read(fields, "spec")).toEqual({
    DynamicPorts: [{ Label: "b" }],
    ReservedPorts: [
      { Label: "r", Value: 5 },
      { Label: "a", Value: 80 },
    ],
  });
});

test.each<[string, HubObject, HubObject]>([
  [
    "static and dynamic ones as port",
    { Mode: "host", ReservedPorts: [{ Label: "a", Value: 80 }], DynamicPorts: [{ Label: "b" }] },
    { Mode: "host", DynamicPorts: [{ Label: "a", Value: 80 }, { Label: "b" }] },
  ],
  [
    "static ones alone as port",
    { ReservedPorts: [{ Label: "a", Value: 80 }], DynamicPorts: null },
    { DynamicPorts: [{ Label: "a", Value: 80 }] },
  ],
  [
    "a reserved one without a number as it is",
    { ReservedPorts: [{ Label: "a", Value: 0 }] },
    { ReservedPorts: [{ Label: "a", Value: 0 }] },
  ],
])("ports are written: %s", (_, hub, expected) => {
  expect(network.beforeWrite?.(hub)).toEqual(expected);
});

test("the ports of a sidecar task are left as they are", () => {
  expect(sidecarNetwork.afterRead).toBeUndefined();
  expect(sidecarNetwork.beforeWrite).toBeUndefined();
});
