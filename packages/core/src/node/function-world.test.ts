import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { readHcl } from "../jobspec/hcl/index.ts";
import { nodeFunctionWorld } from "./index.ts";

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "nomadx-functions-"));
  mkdirSync(path.join(folder, "conf/deep"), { recursive: true });
  writeFileSync(path.join(folder, "motd.txt"), "grüezi\n");
  writeFileSync(path.join(folder, "conf/.hidden"), "");
  writeFileSync(path.join(folder, "conf/deep/a.conf"), "");
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The value that a driver's configuration gets, or the codes and details of what is wrong. */
async function configured(expression: string): Promise<unknown> {
  const text = `job "j" {\n  group "g" {\n    task "t" {\n      driver = "docker"\n      config {\n        x = ${expression}\n      }\n    }\n  }\n}\n`;
  const world = await nodeFunctionWorld({ folder, text, homeFolder: folder });
  const { job, diagnostics } = readHcl({ file: "job.nomad.hcl", text, world });
  const errors = diagnostics.filter(({ keys }) => keys === undefined);
  if (errors.length > 0) return errors.map(({ code, detail }) => `${code} ${detail}`).join("\n");
  return job.TaskGroups?.[0]?.Tasks?.[0]?.Config?.["x"];
}

describe("files", () => {
  test.each([
    ['file("motd.txt")', "grüezi\n"],
    ['file("~/motd.txt")', "grüezi\n"],
    ['filebase64("motd.txt")', Buffer.from("grüezi\n").toString("base64")],
    ['fileexists("motd.txt")', true],
    ['fileexists("absent.txt")', false],
    ['fileset(".", "conf/**")', ["conf/.hidden", "conf/deep/a.conf"]],
  ])("%s", async (expression, expected) => {
    expect(await configured(expression)).toEqual(expected);
  });

  test("a file that is not there is named", async () => {
    expect(await configured('file("absent.txt")')).toMatch(/^NX\d+ .*absent\.txt/);
  });

  test("a folder is none", async () => {
    expect(await configured('file("conf")')).toMatch(/^NX\d+ .*conf is not a regular file/);
  });
});

describe("digests and randomness", () => {
  test.each([
    ['md5("a")', "0cc175b9c0f1b6a831c399e269772661"],
    ['sha256("")', "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ])("%s", async (expression, expected) => {
    expect(await configured(expression)).toBe(expected);
  });

  test("bcrypt's hash is one of Go's", async () => {
    expect(await configured('bcrypt("secret", 4)')).toMatch(/^\$2a\$04\$.{53}$/);
  });

  test("a uuid is another one each time", async () => {
    const [first, second] = [await configured("uuidv4()"), await configured("uuidv4()")];
    expect(first).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(first).not.toBe(second);
  });
});

describe("regex_replace", () => {
  test.each([
    ['regex_replace("a-b", "(\\\\w)-(\\\\w)", "$2.$1")', "b.a"],
    ['regex_replace("abc", "", "-")', "-a-b-c-"],
    ['regex_replace("ab", "a*", "x")', "xbx"],
    ['regex_replace("ab", "(?P<first>a)", "$${first}!")', "a!b"],
    ['regex_replace("ab", "a", "$$")', "$b"],
    ['regex_replace("ab", "a", "$9")', "b"],
  ])("%s", async (expression, expected) => {
    expect(await configured(expression)).toBe(expected);
  });

  test("takes no more time than the text is long, whatever the expression", async () => {
    expect(await configured(`regex_replace("${"a".repeat(5000)}", "(a*)*b", "")`)).toHaveLength(5000);
  });
});

describe("yamldecode", () => {
  test.each([
    ['yamldecode("a: 1\\nb: [yes, ~, 2.5, x]")', { a: 1, b: [true, null, 2.5, "x"] }],
    ['yamldecode("a: &x {port: 1}\\nb: *x")', { a: { port: 1 }, b: { port: 1 } }],
    ['yamldecode("a: 0x1f")', { a: 31 }],
    ['yamldecode("\\"12\\"")', "12"],
  ])("%s", async (expression, expected) => {
    expect(await configured(expression)).toEqual(expected);
  });

  test("aliases that would make a million of few are refused", async () => {
    const lines = Array.from("bcdefgh", (name, index) => {
      const before = "abcdefg"[index] ?? "a";
      return `${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(", ")}]`;
    });
    const yaml = ["a: &a [x]", ...lines].join("\\n");
    expect(await configured(`yamldecode("${yaml}")`)).toMatch(/^NX\d+ /);
  });

  test("what is no YAML says why", async () => {
    expect(await configured('yamldecode("a: [")')).toMatch(/^NX\d+ /);
    expect(await configured('yamldecode("a\\u0001")')).toMatch(/control characters/);
  });
});
