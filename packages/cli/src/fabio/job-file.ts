import type { FabioJobOptions } from "@nomadx/core/fabio";

/** A job file that makes the same job as `fabioJob` does. */
export function jobFile(options: FabioJobOptions): string {
  const lines = Object.entries(options).map(([name, value]) => `  ${name}: ${literal(value)},\n`);
  const argument = lines.length === 0 ? "" : `{\n${lines.join("")}}`;
  return `import { fabioJob } from "@nomadx/core/fabio";\n\nexport default fabioJob(${argument});\n`;
}

/** JSON with blanks, as people write it in TypeScript. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${literal(item)}`);
  return `{ ${fields.join(", ")} }`;
}
