import fc from "fast-check";

import { narrow } from "../../units/narrow.ts";

/** Texts that HCL, Go or JavaScript might stumble over, in Unicode's composed form. */
const anyText: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 3, arbitrary: fc.stringMatching(/^[a-z][a-z0-9.:/ -]{0,12}$/) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
    {
      weight: 3,
      arbitrary: fc
        .array(
          fc.constantFrom(
            ...'${ } %{ $ % { " \\ # // EOF EOT ~ . [ ] é 日本 👩‍👩‍👧 \r\n \t \0 \u202e \u2028 \ufeff a 0'.split(
              " ",
            ),
            ...'${NOMAD_PORT_http} ${attr.kernel.name} ${meta.x-y} ${env["X"]} ${a[0].b} ${for}'.split(" "),
            ...'${var.x} ${local.x} ${true} ${upper("a")} ${"a"} ${a.*.b} ${a.0} ${a[b]} ${~a~}'.split(" "),
            ...'%{if} %{endif} $${a} %%{a} {{key}} ${a.é} ${a["${b}"]} ${a["é"]}'.split(" "),
            " ",
            "  ",
            "\n",
            "\n\n",
            "${ foo }",
            "%{ if true }",
            '{{ key "x" }}',
            "\nEOF\n",
          ),
          { maxLength: 8 },
        )
        .map((parts) => parts.join("")),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom("a\nb\n", "  a\n b\n", "#!/bin/sh\n\n\techo ${NOMAD_TASK_DIR}\n", "\n"),
    },
  )
  .map((text) => text.normalize("NFC"));

/** Names that need no quotes in HCL. */
const anyName: fc.Arbitrary<string> = fc.oneof(
  fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_-]{0,8}$/),
  fc.constantFrom("for", "null", "true", "dynamic", "content", "labels", "größe", "ключ", "日本", "X-Y", "_"),
);

/** Keys that need quotes, mostly. No JavaScript object can carry `__proto__` about safely. */
const anyKey: fc.Arbitrary<string> = fc
  .oneof(anyName, anyText, fc.constantFrom("com.example/team", "a.b", "1", ""))
  .filter((key) => key !== "__proto__");

/** Whole numbers of Go's int64, as `bigint` where a double cannot hold them. */
const anyInt64: fc.Arbitrary<number | bigint> = fc.oneof(
  fc.integer({ min: -10, max: 70_000 }),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(narrow),
);

const anyDouble = fc.double({ noNaN: true, noDefaultInfinity: true });

const { json: anyJson } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    anyText,
    fc.boolean(),
    fc.constant(null),
    anyInt64,
    anyDouble,
    fc.array(tie("json"), { maxLength: 3 }),
    fc.dictionary(anyKey, tie("json"), { maxKeys: 3 }),
    // Values that become blocks.
    fc.array(fc.dictionary(anyName, tie("json"), { maxKeys: 3 }), { minLength: 1, maxLength: 2 }),
  ),
}));

export { anyInt64, anyJson, anyKey, anyName, anyText };
