import { expect, test } from "vitest";

import { goodJob } from "./job-files.ts";
import { directoryOf, nomadx } from "./nomadx.ts";

const body = `job("web", {
  type: "servise",
  priority: "high",
  group: {
    web: {
      cuont: 2,
      network: { port: { http: {} } },
      task: {
        server: {
          driver: "docker",
          config: { image: "nginx:1", ports: ["http"] },
          kill_timeout: 30,
          service: {
            port: "htpp",
            check: { type: "http", path: "/", interval: "10 s", timeout: "2s" },
          },
        },
      },
    },
  },
})`;

test("a misspelt port label is shown where it stands, with the label it was meant to be", async () => {
  const text = goodJob.replace(
    "server: {",
    'server: { resources: { network: { port: { http: {} } } }, service: { port: "htpp" },',
  );
  const { code, stdout, stderr } = await nomadx(["validate", "web.ts"], {
    dir: directoryOf({ "web.ts": text }),
    address: "http://127.0.0.1:1",
  });
  expect(stderr).toMatch(/^error\[NX\d+\] web\.ts:4:102: .*htpp/);
  expect(stderr).toContain("Did you mean");
  expect(stderr).toContain('"http"');
  expect(stdout).toBe("");
  expect(code).toBe(3);
});

const sixPlaces = [
  ["servise", 4, 9],
  ["priority", 5, 13],
  ["cuont", 8, 7],
  ["kill_timeout", 14, 25],
  ["htpp", 16, 19],
  ["10 s", 17, 57],
] as const;

test.each(["web.ts", "web.mjs"])("six mistakes in %s are six complaints in one run", async (name) => {
  const text = `import { job } from "@nomadx/core";\nexport default ${body};\n`;
  const places = sixPlaces.map(([what, line, column]) => [what, line - 1, column] as const);
  const dir = directoryOf({ [name]: text });
  const { code, stdout } = await nomadx(["validate", name, "--json"], { dir, address: "http://127.0.0.1:1" });
  const { diagnostics } = JSON.parse(stdout).error;
  expect(placesOf(diagnostics)).toEqual(places.map(([, line, column]) => `${name}:${line}:${column}`));
  for (const [index, [what]] of places.entries()) {
    expect(JSON.stringify(diagnostics[index])).toContain(what);
  }
  expect(code).toBe(3);
});

test("six mistakes in API JSON are six complaints in one run", async () => {
  const text = `{
  "ID": "web",
  "Priority": "high",
  "Typ": "service",
  "TaskGroups": [
    {
      "Name": "web",
      "Count": "2",
      "Networks": [{ "DynamicPorts": [{ "Label": "http" }] }],
      "Services": [{ "Name": "web", "PortLabel": "htpp" }],
      "Tasks": [
        { "Name": "server", "Driver": "mock_driver", "Config": {}, "KillTimeout": "30x" },
        { "Name": "server", "Driver": "mock_driver", "Config": {} }
      ]
    }
  ]
}
`;
  const dir = directoryOf({ "web.json": text });
  const { code, stdout } = await nomadx(["validate", "web.json", "--json"], {
    dir,
    address: "http://127.0.0.1:1",
  });
  expect(placesOf(JSON.parse(stdout).error.diagnostics)).toEqual([
    "web.json:3:15",
    "web.json:4:3",
    "web.json:8:16",
    "web.json:10:50",
    "web.json:12:83",
    "web.json:13:19",
  ]);
  expect(code).toBe(3);
});

test("all problems of all files come in one run, before a server is asked", async () => {
  const dir = directoryOf({
    "a.ts": goodJob.replace("config:", "confgi:"),
    "b.json": '{ "ID": "b", "Priority": true }',
    "c.ts": "export default 3;",
    "d.ts": "export default job(;",
  });
  const { code, stderr } = await nomadx(["run", "a.ts", "b.json", "c.ts", "d.ts", "e.ts"], {
    dir,
    address: "http://127.0.0.1:1",
  });
  for (const file of ["a.ts:4", "b.json:1", "c.ts:1", "d.ts:1"]) expect(stderr).toContain(` ${file}:`);
  expect(stderr).toContain('"e.ts" does not exist');
  expect(stderr).toMatch(/\nerror: \d+ errors in 4 files\n$/);
  expect(code).toBe(3);
});

function placesOf(
  diagnostics: readonly {
    readonly source: {
      readonly file: string;
      readonly start: { readonly line: number; readonly column: number };
    };
  }[],
): string[] {
  return diagnostics.map(({ source: { file, start } }) => `${file}:${start.line}:${start.column}`);
}
