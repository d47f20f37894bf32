import { expect, test } from "vitest";

import { settingsFromApi } from "./api-settings.ts";

test("what a running Fabio answers becomes its settings", () => {
  const config = {
    Listen: [
      { Addr: ":9999", Proto: "http" },
      { Addr: ":443", Proto: "https", CertSource: { Name: "lab" } },
      { Addr: "0.0.0.0:0", Proto: "tcp-dynamic", Refresh: 5_000_000_000 },
    ],
    UI: { Listen: { Addr: ":9998", Proto: "http" }, Access: "ro" },
    Proxy: { Matcher: "glob", AuthSchemes: { team: { Name: "team", Type: "basic" } } },
    Registry: { Consul: { TagPrefix: "uprefix-", ServiceStatus: ["passing", "warning"] } },
  };
  const { values, version, listeners, ui, authSchemes } = settingsFromApi(config, "1.6.0");
  expect(version).toBe("1.6.0");
  expect(values["registry.consul.tagprefix"]).toBe("uprefix-");
  expect(values["registry.consul.service.status"]).toEqual(["passing", "warning"]);
  expect(values["proxy.matcher"]).toBe("glob");
  expect(values["ui.access"]).toBe("ro");
  expect(listeners.map(({ address, protocol, refresh }) => [address, protocol, refresh])).toEqual([
    [":9999", "http", 0],
    [":443", "https", 0],
    ["0.0.0.0:0", "tcp-dynamic", 5_000_000_000],
  ]);
  expect(ui?.address).toBe(":9998");
  expect([...(authSchemes ?? [])]).toEqual(["team"]);
});

test("a listener of a protocol that is not known here is told apart from one that is not there", () => {
  const config = {
    Listen: [
      { Addr: ":9999", Proto: "http" },
      { Addr: ":9443", Proto: "http3" },
    ],
  };
  const { entries, listeners } = settingsFromApi(config, "1.7.3");
  expect(listeners.map(({ address }) => address)).toEqual([":9999"]);
  expect(entries.map(({ address, result }) => [address, "error" in result ? result.error : "read"])).toEqual([
    [":9999", "read"],
    [":9443", 'unknown protocol "http3"'],
  ]);
});

test.each([
  ["nothing at all", undefined],
  ["another type", { Registry: { Consul: { TagPrefix: 7, ServiceStatus: [1] } } }],
  ["a list for a text", { Registry: { Consul: { TagPrefix: ["a"], ServiceStatus: "passing" } } }],
])("of %s the defaults are left", (_, config) => {
  const { values } = settingsFromApi(config, "1.7.3");
  expect(values["registry.consul.tagprefix"]).toBe("urlprefix-");
  expect(values["registry.consul.service.status"]).toEqual(["passing"]);
});
