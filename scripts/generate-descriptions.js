// @ts-check
// Writes the comments of the schema's attributes into a table that programs can read: node scripts/generate-descriptions.js
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

import ts from "typescript";

const root = path.join(import.meta.dirname, "..");
const schema = path.join(root, "packages/core/src/jobspec/schema");
/** Where the table is. */
export const descriptionsFile = path.join(root, "packages/core/src/jobspec/json-schema/descriptions.ts");

/**
 * The comments by the Go struct of the block and the name of the attribute: `Job.region`.
 * @returns {Map<string, string>}
 */
function descriptions() {
  const files = readdirSync(schema, { recursive: true, encoding: "utf8" })
    .filter(
      (file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !path.basename(file).startsWith("_"),
    )
    .toSorted()
    .map((file) => {
      const text = readFileSync(path.join(schema, file), "utf8");
      return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    });
  /** @type {Map<string, ts.Expression>} objects that several blocks share, by file and name */
  const shared = new Map();
  for (const file of files) {
    each(file, (node) => {
      if (ts.isVariableDeclaration(node) && node.initializer)
        shared.set(file.fileName + node.name.getText(), node.initializer);
    });
  }
  const found = new Map();
  /** @param {string} struct @param {ts.Expression} fields */
  const add = (struct, fields) => {
    if (ts.isAsExpression(fields) || ts.isSatisfiesExpression(fields)) add(struct, fields.expression);
    else if (ts.isIdentifier(fields)) {
      const object = shared.get(fields.getSourceFile().fileName + fields.text);
      if (object) add(struct, object);
    } else if (ts.isObjectLiteralExpression(fields)) {
      for (const field of fields.properties) {
        if (ts.isSpreadAssignment(field)) add(struct, field.expression);
        const { text } = field.getSourceFile();
        const comment = ts.getLeadingCommentRanges(text, field.pos)?.at(-1);
        const name =
          field.name && (ts.isIdentifier(field.name) || ts.isStringLiteral(field.name))
            ? field.name.text
            : "";
        if (comment && name !== "")
          found.set(`${struct}.${name}`, plain(text.slice(comment.pos, comment.end)));
      }
    }
  };
  for (const file of files) {
    each(file, (node) => {
      if (!ts.isCallExpression(node) || node.expression.getText() !== "block") return;
      const [struct, fields] = node.arguments;
      if (struct && ts.isStringLiteral(struct) && fields) add(struct.text, fields);
    });
  }
  return found;
}

/** @param {ts.Node} node @param {(node: ts.Node) => void} visit */
function each(node, visit) {
  visit(node);
  ts.forEachChild(node, (child) => each(child, visit));
}

/** @param {string} comment */
function plain(comment) {
  return comment
    .replace(/^\/\*\*|\*\/$/g, "")
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, "").trim())
    .filter((line) => !line.startsWith("@"))
    .join(" ")
    .replace(/\{@link (\w+)\}/g, "$1")
    .trim();
}

/** The module that holds them. */
export function descriptionsModule() {
  const rows = [...descriptions()].map(
    ([key, text]) => `  ${JSON.stringify(key)}: ${JSON.stringify(text)},\n`,
  );
  return (
    "// oxlint-disable max-lines -- a table\n\n/**\n * The comments of the schema's attributes, by the block's struct and the attribute's name. Written by\n" +
    " * scripts/generate-descriptions.js; a test holds it against the schema.\n */\n" +
    `export const descriptions: Readonly<Record<string, string>> = {\n${rows.join("")}};\n`
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  writeFileSync(descriptionsFile, descriptionsModule());
