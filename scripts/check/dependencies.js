import { cruise } from "dependency-cruiser";

import { root } from "./run-command.js";

/** Which parts of core a part may import besides itself. What is not listed here may import nothing of core. */
const arrows = {
  units: [],
  go: ["units"],
  text: [],
  diagnostics: ["units", "text"],
  hcl: ["units", "text", "go", "diagnostics"],
  // The world that a program on Node hands to functions of HCL.
  node: ["hcl"],
  jobspec: ["units", "text", "go", "diagnostics", "hcl"],
  services: ["units", "go", "diagnostics", "jobspec"],
  // Where a route is written: steps into a job.
  routes: ["jobspec"],
  // A job file may call what other parts export: `urlprefix()`.
  typescript: ["units", "text", "go", "diagnostics", "hcl", "jobspec", "fabio"],
  // Of these http is for its admin API alone.
  fabio: ["units", "text", "go", "diagnostics", "jobspec", "services", "routes", "http"],
  // The schemas of Nomad's answer to a plan; of this `plan` takes the types alone.
  answers: [],
  plan: ["units", "text", "go", "diagnostics", "jobspec", "answers"],
  http: ["units", "diagnostics"],
  // The reasons for a failed placement are worded by `plan`, for following a job, too.
  nomad: ["units", "text", "diagnostics", "jobspec", "answers", "plan", "http"],
  // The names that services have in DNS.
  consul: ["units", "text", "diagnostics", "http", "services"],
  verify: ["units", "text", "diagnostics", "jobspec", "plan", "http", "nomad", "consul", "services", "fabio"],
  // Stands in for the servers that all others talk to, and answers in their types.
  dev: ["units", "diagnostics", "jobspec", "answers", "plan", "http", "nomad", "consul", "fabio"],
};

/** The same of the rooms that read job files, in packages/cli/src/inputs. */
const inputArrows = {
  files: [],
  run: ["files"],
  locate: ["files", "run"],
  read: ["files", "run", "locate"],
};

/** Parts that know the world around them: modules of Node's, and who serves what. All others take data and return data. */
const worldlyParts = ["node", "http", "nomad", "consul", "verify", "dev"];
const pureParts = Object.keys(arrows).filter((part) => !worldlyParts.includes(part));

/** Which part may import which package. */
const packages = {
  got: "^packages/core/src/http/got-wire\\.ts$",
  zod: "^packages/core/src/(answers|http|nomad|consul|dev)/",
  consul: "^packages/core/src/consul/package-client\\.ts$",
  "lossless-json": "^packages/core/src/units/",
  yaml: "^packages/core/src/node/read-yaml\\.ts$",
  re2js: "^packages/core/src/node/(?:replace-matches|regexp-checker)\\.ts$",
  bcryptjs: "^packages/core/src/node/",
  "dns-packet": "^packages/core/src/(consul/dns/dns-message\\.ts$|dev/dns/)",
  "@oclif/core": "^packages/cli/src/(oclif|command|commands|flags)/",
  chalk: "^packages/cli/src/terminal/",
  diff: "^packages/cli/src/fmt/",
  esbuild: "^packages/cli/src/inputs/run/",
  "@babel/parser": "^packages/cli/src/inputs/locate/",
  "jsonc-parser": "^packages/cli/src/inputs/(locate|read)/",
  tinyglobby: "^packages/(cli/src/inputs/files|core/src/node)/",
};

const core = "packages/core/src";
const inputs = "packages/cli/src/inputs";

const rules = [
  {
    name: "no-cycle",
    comment: "Two modules that need each other are one module, or there is a third one in them.",
    from: {},
    to: { circular: true },
  },
  ...Object.entries(arrows).map(([part, targets]) => ({
    name: `arrow-${part}`,
    comment: `${part} may only import ${[part, ...targets].join(", ")}: see ARCHITECTURE.md`,
    // Modules of tests alone may stand on the servers of `dev`.
    from: { path: `^${core}/${part}/`, pathNot: "/testing/" },
    to: { path: `^${core}/`, pathNot: `^${core}/(${[part, ...targets].join("|")})/` },
  })),
  ...Object.entries(inputArrows).map(([room, targets]) => ({
    name: `arrow-inputs-${room}`,
    comment: `inputs/${room} may only import ${[room, ...targets].join(", ")} of the CLI's inputs`,
    from: { path: `^${inputs}/${room}/` },
    to: { path: `^${inputs}/`, pathNot: `^${inputs}/(${[room, ...targets].join("|")})/` },
  })),
  {
    name: "known-parts",
    comment: "A new part of core needs its row in scripts/check/dependencies.js",
    from: { path: `^${core}/[^/]+/`, pathNot: `^${core}/(${Object.keys(arrows).join("|")})/` },
    to: { path: `^${core}/` },
  },
  {
    name: "pure",
    comment: "This part takes data and returns data: no module of Node's",
    from: { path: `^${core}/(${pureParts.join("|")})/`, pathNot: "/testing/" },
    to: { dependencyTypes: ["core"] },
  },
  {
    name: "plan-without-zod",
    comment: "Of Nomad's answers a plan needs the types, not what checks them",
    from: { path: `^${core}/plan/` },
    to: { path: `^${core}/answers/`, dependencyTypesNot: ["type-only"] },
  },
  {
    name: "fabio-without-admin",
    comment: "Fabio's rules do not load the HTTP client for its admin API",
    from: { path: `^${core}/fabio/`, pathNot: `^${core}/fabio/admin/` },
    to: { path: `^${core}/(fabio/admin|http)/` },
  },
  {
    name: "core-without-cli",
    comment: "The library does not know the command line",
    from: { path: `^${core}/` },
    to: { path: "^packages/cli/" },
  },
  {
    name: "cli-through-exports",
    comment: "Import @nomadx/core or one of its subpaths, not a file of it",
    from: { path: "^packages/cli/" },
    to: { path: `^${core}/`, dependencyTypes: ["local"] },
  },
  {
    name: "commands-are-ends",
    comment: "What two commands share lies in a room of its own",
    from: { path: "^packages/cli/" },
    to: { path: "^packages/cli/src/commands/" },
  },
  ...Object.entries(packages).map(([name, path]) => ({
    name: `package-${name}`,
    comment: `${name} is imported in one place only: ${path}`,
    from: { path: "^packages/", pathNot: path },
    to: { path: `(^|/)node_modules/${name}/` },
  })),
];

/** Checks the one direction of dependence; one case a rule. It fails when it saw no modules. */
export async function checkDependencies() {
  const { output } = await cruise(
    ["packages/core/src", "packages/cli/src"],
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: rules.map((rule) => ({ severity: "error", ...rule })) },
      exclude: { path: "\\.test(-d)?\\.ts$" },
      doNotFollow: { path: "node_modules" },
      tsPreCompilationDeps: true,
      skipAnalysisNotInRules: true,
    },
    { conditionNames: ["nomadx-source", "import", "types", "default"], exportsFields: ["exports"] },
  );
  const { totalCruised, violations } = output.summary;
  const seen = (part) => output.modules.filter(({ source }) => source.startsWith(`${core}/${part}/`)).length;
  const blind = Object.keys(arrows).filter((part) => seen(part) === 0);
  return [
    {
      name: "sees the modules",
      complaints: [
        ...(totalCruised === 0 ? ["dependency-cruiser saw no modules"] : []),
        ...blind.map((part) => `dependency-cruiser saw no module of ${part}`),
      ],
    },
    ...rules.map(({ name, comment }) => ({
      name: `${name} (${comment})`,
      complaints: violations
        .filter(({ rule }) => rule.name === name)
        .map(({ from, to, cycle }) =>
          [from, ...(cycle === undefined ? [to] : cycle.map((step) => step.name))].join(" → "),
        ),
    })),
  ];
}
