// @ts-check
import { isDeepStrictEqual } from "node:util";

import fc from "fast-check";

import { inOrder } from "./conformance-runner/job-diff.js";
import { library } from "./conformance-runner/library.js";
import { until, withRecordingAgent } from "./recording-agent.js";

/*
 * Compares our difference between two jobs with that of a real Nomad, for pairs made at random: each first job is registered,
 * each second one planned. Nothing runs: no node is in the jobs' datacenter. Needs `nomad` on PATH; ends with 1 where any differs.
 *
 *   node scripts/compare-diffs.js [PAIRS] [SEED]    1000 pairs, and a seed that is printed
 */

const PORT = 15146;
const ADDRESS = `http://127.0.0.1:${PORT}`;

const { parseJson, stringifyJson } = await library("");
const { readApiJob } = await library("/jobspec");
const { annotate, diffJobs } = await library("/plan");

const [pairs = 1000, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);

await withRecordingAgent({ httpPort: PORT }, async () => {
  await until("a leader", async () => (await ask("GET", "/v1/status/leader")).body !== "");
  const seen = { equal: 0, different: 0, refused: 0 };
  const jobs = fc.sample(fc.tuple(anyJob(), anyJob()), { numRuns: pairs * 2, seed });
  for (const [index, [before, after]] of jobs.entries()) {
    if (seen.equal + seen.different === pairs) break;
    const verdict = await compare({ ...before, ID: `job-${index}` }, { ...after, ID: `job-${index}` });
    seen[verdict]++;
  }
  console.log(
    `seed ${seed}: ${seen.equal} equal, ${seen.different} different, ${seen.refused} refused by the server`,
  );
  process.exitCode = seen.different === 0 && seen.equal > 0 ? 0 : 1;
});

/**
 * @param {{ ID: string }} before
 * @param {{ ID: string }} after
 * @returns {Promise<"equal" | "different" | "refused">}
 */
async function compare(before, after) {
  const registered = await ask("PUT", "/v1/jobs", { Job: before });
  const planned = registered.ok && (await ask("PUT", `/v1/job/${after.ID}/plan`, { Job: after, Diff: true }));
  if (registered.ok) await ask("DELETE", `/v1/job/${after.ID}?purge=true`);
  if (planned === false || !planned.ok) return "refused";
  const { Diff: theirs, Annotations: annotations } = parseJson(planned.body);
  const ours = annotate(diffJobs(readApiJob(before).job, readApiJob(after).job), annotations);
  if (isDeepStrictEqual(inOrder(ours, false), inOrder(theirs, false))) return "equal";
  console.log(JSON.stringify({ before, after, ours, theirs }));
  return "different";
}

/** @param {string} method @param {string} path @param {object} [body] */
async function ask(method, path, body) {
  const answer = await fetch(`${ADDRESS}${path}`, { method, ...(body && { body: stringifyJson(body) }) });
  return { ok: answer.ok, body: await answer.text() };
}

function anyJob() {
  const name = fc.constantFrom("a", "b", "c");
  const text = fc.constantFrom("", "x", "y", "ü [1]", "${attr.cpu.arch}");
  const word = fc.constantFrom("one", "two", "three");
  const time = fc.constantFrom(1e9, 5e9, 60e9);
  const flag = fc.boolean();
  const meta = fc.dictionary(fc.constantFrom("k", "l.m", "n]"), text, { maxKeys: 2 });
  const loose = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(0, 1, 1.5, 1e6, 1234567, 1e-5, true, "t", null),
      fc.array(tie("value"), { maxLength: 2 }),
      fc.dictionary(word, tie("value"), { maxKeys: 2 }),
    ),
  })).value;
  const words = fc.array(word, { maxLength: 3 });
  /** @param {fc.Arbitrary<any>} item @param {(item: any) => unknown} key @param {number} [most] */
  const listOf = (item, key, most = 2) => fc.uniqueArray(item, { selector: key, maxLength: most });
  /** @param {Record<string, fc.Arbitrary<unknown>>} fields @param {string[]} [always] */
  const some = (fields, always = []) => fc.record(fields, { requiredKeys: always });

  const constraints = fc.array(
    fc.record({
      LTarget: fc.constantFrom("${meta.a}", "${node.class}"),
      Operand: fc.constantFrom("=", "!="),
      RTarget: word,
    }),
    { maxLength: 2 },
  );
  const affinities = fc.array(
    fc.record({
      LTarget: fc.constant("${meta.a}"),
      Operand: fc.constant("="),
      RTarget: word,
      Weight: fc.integer({ min: 1, max: 9 }),
    }),
    { maxLength: 2 },
  );
  const check = some(
    {
      Name: name,
      Type: fc.constant("http"),
      Path: fc.constantFrom("/", "/up"),
      Interval: time,
      Timeout: time,
      Header: fc.dictionary(word, words, { maxKeys: 1 }),
      CheckRestart: some({ Limit: fc.integer({ min: 1, max: 3 }), Grace: time }, ["Limit"]),
      Args: words,
    },
    ["Name", "Type", "Path", "Interval", "Timeout"],
  );
  const connect = some(
    {
      SidecarService: some({
        Tags: words,
        Proxy: some({
          LocalServicePort: fc.integer({ min: 1, max: 3 }),
          Config: fc.dictionary(word, loose, { maxKeys: 2 }),
          Upstreams: listOf(
            some(
              {
                DestinationName: word,
                LocalBindPort: fc.integer({ min: 2000, max: 2002 }),
                Datacenter: word,
              },
              ["DestinationName", "LocalBindPort"],
            ),
            (item) => item.LocalBindPort,
          ),
          Expose: fc.record({
            Paths: fc.array(
              fc.record({
                Path: fc.constant("/e"),
                LocalPathPort: fc.integer({ min: 1, max: 2 }),
                ListenerPort: fc.constant("http"),
              }),
              { maxLength: 2 },
            ),
          }),
        }),
      }),
      SidecarTask: some({
        Env: meta,
        KillTimeout: time,
        Config: fc.dictionary(word, loose, { maxKeys: 1 }),
        Resources: some({ CPU: fc.integer({ min: 10, max: 12 }) }),
      }),
    },
    ["SidecarService"],
  );
  /** @param {boolean} isOfGroup */
  const service = (isOfGroup) =>
    some(
      {
        Name: word,
        PortLabel: fc.constant("http"),
        Tags: words,
        CanaryTags: words,
        Meta: meta,
        CanaryMeta: meta,
        TaggedAddresses: meta,
        EnableTagOverride: flag,
        Checks: listOf(check, (item) => item.Name),
        Weights: some({ Passing: fc.integer({ min: 0, max: 2 }), Warning: fc.integer({ min: 0, max: 2 }) }),
        ...(isOfGroup && { Connect: connect }),
      },
      ["Name", "PortLabel"],
    );
  const template = some(
    {
      DestPath: fc.constantFrom("local/a", "local/b", "local/c"),
      EmbeddedTmpl: word,
      ChangeMode: fc.constantFrom("noop", "restart"),
      Uid: fc.integer({ min: 0, max: 2 }),
      Wait: some({ Min: fc.constant(1e9), Max: fc.constantFrom(2e9, 3e9) }),
      Perms: fc.constantFrom("0600", "0644"),
    },
    ["DestPath", "EmbeddedTmpl"],
  );
  const task = (/** @type {string} */ label) =>
    some(
      {
        Name: fc.constant(label),
        Driver: fc.constantFrom("exec", "mock_driver"),
        User: text,
        Config: fc.dictionary(word, loose, { maxKeys: 3 }),
        Env: meta,
        Meta: meta,
        KillTimeout: time,
        KillSignal: fc.constantFrom("SIGINT", "SIGTERM"),
        Leader: fc.constant(false),
        Constraints: constraints,
        Affinities: affinities,
        Artifacts: listOf(
          some(
            {
              GetterSource: fc.constantFrom("http://a/b", "http://a/c"),
              RelativeDest: fc.constantFrom("local/x", "local/y"),
              GetterOptions: meta,
            },
            ["GetterSource", "RelativeDest"],
          ),
          (item) => item.RelativeDest,
        ),
        Templates: listOf(template, (item) => item.DestPath, 3),
        Resources: some({
          CPU: fc.integer({ min: 10, max: 12 }),
          MemoryMB: fc.integer({ min: 20, max: 22 }),
          MemoryMaxMB: fc.constantFrom(0, 1000),
        }),
        LogConfig: some({ MaxFiles: fc.integer({ min: 1, max: 3 }), Disabled: flag }),
        Actions: listOf(
          some({ Name: name, Command: word, Args: words }, ["Name", "Command"]),
          (item) => item.Name,
        ),
        Identity: some({ Env: flag, File: flag }),
        Identities: listOf(
          some({ Name: name, Audience: words.filter((items) => items.length === 1), TTL: time }, [
            "Name",
            "Audience",
          ]),
          (item) => item.Name,
        ),
        RestartPolicy: some({ Attempts: fc.integer({ min: 1, max: 3 }) }),
        Services: listOf(service(false), (item) => item.Name, 3),
        ShutdownDelay: time,
      },
      ["Name", "Driver"],
    );
  const group = (/** @type {string} */ label) =>
    some(
      {
        Name: fc.constant(label),
        Count: fc.integer({ min: 0, max: 3 }),
        Tasks: fc
          .subarray(["s", "t", "u"], { minLength: 1 })
          .chain((labels) => fc.tuple(...labels.map(task))),
        Meta: meta,
        Constraints: constraints,
        Affinities: affinities,
        Spreads: fc.array(
          fc.record({
            Attribute: fc.constantFrom("${meta.a}", "${node.class}"),
            Weight: fc.integer({ min: 1, max: 9 }),
          }),
          { maxLength: 1 },
        ),
        Networks: fc.tuple(
          some(
            {
              Mode: fc.constant("bridge"),
              Hostname: fc.constantFrom("h", "i"),
              DNS: some({ Servers: fc.constantFrom(["10.0.0.1"], ["10.0.0.2", "10.0.0.1"]) }),
              DynamicPorts: fc.constant([{ Label: "http" }]),
              ReservedPorts: listOf(
                fc.record({ Label: name, Value: fc.integer({ min: 8000, max: 8010 }) }),
                (item) => item.Label,
              ).filter((ports) => new Set(ports.map(({ Value }) => Value)).size === ports.length),
            },
            ["Mode", "DynamicPorts"],
          ),
        ),
        RestartPolicy: some({
          Attempts: fc.integer({ min: 1, max: 3 }),
          Mode: fc.constantFrom("fail", "delay"),
        }),
        Update: some({ MaxParallel: fc.integer({ min: 1, max: 3 }), Stagger: time, AutoRevert: flag }),
        Migrate: some({ MaxParallel: fc.integer({ min: 1, max: 3 }) }),
        EphemeralDisk: some({ SizeMB: fc.integer({ min: 500, max: 502 }), Sticky: flag }),
        Disconnect: some({ LostAfter: time, Replace: flag }),
        Scaling: some(
          {
            Min: fc.constant(0),
            Max: fc.integer({ min: 5, max: 6 }),
            Enabled: flag,
            Policy: fc.dictionary(word, loose, { maxKeys: 2 }),
          },
          ["Min", "Max"],
        ),
        Services: listOf(service(true), (item) => item.Name, 3),
        Volumes: fc.dictionary(
          name,
          some({ Type: fc.constant("host"), Source: word, ReadOnly: flag }, ["Type", "Source"]),
          { maxKeys: 2 },
        ),
        ShutdownDelay: time,
      },
      ["Name", "Tasks", "Networks"],
    );
  return some(
    {
      Type: fc.constant("service"),
      Datacenters: fc.constantFrom(["dc-none"], ["dc-none", "dc-other"]),
      Priority: fc.integer({ min: 49, max: 51 }),
      Meta: meta,
      AllAtOnce: flag,
      Constraints: constraints,
      Affinities: affinities,
      Spreads: fc.array(
        fc.record({ Attribute: fc.constant("${meta.a}"), Weight: fc.integer({ min: 1, max: 9 }) }),
        { maxLength: 1 },
      ),
      UI: some({
        Description: text,
        Links: fc.array(fc.record({ Label: word, Url: fc.constant("http://a") }), { maxLength: 2 }),
      }),
      TaskGroups: fc
        .subarray(["g", "h", "i"], { minLength: 1 })
        .chain((labels) => fc.tuple(...labels.map(group))),
    },
    ["Type", "Datacenters", "TaskGroups"],
  );
}
