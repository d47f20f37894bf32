import { expect, onTestFinished, test } from "vitest";

import { startServer } from "../dev/testing/servers.ts";
import { createConsulClient } from "./client.ts";
import { allocationOf } from "./instances.ts";
import { summarizeServices, type ServiceSummary } from "./service-summary.ts";

const check = (Node: string, ServiceID: string, Status: string) => ({
  ...{ Node, CheckID: `${Node}${ServiceID}${Status}`, Status, ServiceID, ServiceName: "" },
});
const instance = (Service: string, ID: string, ...Tags: readonly string[]) => ({
  [ID]: { ID, Service, Tags, Port: 80 },
});

/** Consul's answers about two nodes; on the second one the same IDs mean other instances. */
const answers: Readonly<Record<string, unknown>> = {
  "/v1/catalog/services": { web: ["v1", "V2"], db: [], consul: [] },
  "/v1/catalog/nodes": [{ Node: "n1" }, { Node: "n2" }],
  "/v1/catalog/node/n1": {
    Services: { ...instance("web", "w1", "v1"), ...instance("web", "w2", "V2"), ...instance("db", "d1") },
  },
  "/v1/catalog/node/n2": { Services: { ...instance("web", "w1"), ...instance("web", "w3", "v1") } },
  "/v1/health/state/any": [
    check("n1", "", "passing"),
    check("n1", "w1", "passing"),
    check("n1", "w2", "passing"),
    check("n1", "w2", "warning"),
    check("n2", "", "critical"),
    check("n2", "w1", "passing"),
  ],
};

const none = { passing: 0, warning: 0, critical: 0, unchecked: 0 };

test.each<[string | undefined, readonly ServiceSummary[]]>([
  [
    undefined,
    [
      { ...none, name: "consul", tags: [] },
      { ...none, name: "db", tags: [], passing: 1, unchecked: 1 },
      { ...none, name: "web", tags: ["V2", "v1"], passing: 1, warning: 1, critical: 2, unchecked: 1 },
    ],
  ],
  ["v1", [{ ...none, name: "web", tags: ["V2", "v1"], passing: 1, critical: 1, unchecked: 1 }]],
  ["v2", [{ ...none, name: "web", tags: ["V2", "v1"], warning: 1 }]],
  ["v3", []],
])(
  "instances are counted by the worst of their own and their node's checks; with the tag %s",
  async (tag, expected) => {
    const server = await startServer((request, response) => {
      response.setHeader("Content-Type", "application/json");
      response.end(JSON.stringify(answers[request.url] ?? null));
    });
    const client = createConsulClient({ address: server.address, addressSource: "env" });
    onTestFinished(() => client.close());
    expect(await summarizeServices(client, { tag })).toEqual(expected);
    expect(server.requests).toHaveLength(5);
  },
);

test.each([
  [
    "_nomad-task-49a0d653-854c-3130-3f14-22d8b45a39b9-group-g-web-http",
    "49a0d653-854c-3130-3f14-22d8b45a39b9",
  ],
  ["_nomad-client-ioxykciwut3gweiwxpgei4kc7omn33gevdimabzbi6ip6jktdcmq", undefined],
  ["web-1", undefined],
])("the allocation of %s is %s", (id, allocation) => {
  expect(allocationOf(id)).toBe(allocation);
});
