import type { Remarks, Script } from "./script.ts";
import { isDedented, isTall } from "./tall-text.ts";

/** The names that an expression is written with, `dedent` among them. */
export function namesIn(script: Script): ReadonlySet<string> {
  const names = new Set<string>();
  collect(script, names);
  return names;
}

function collect(script: Script, names: Set<string>): void {
  const all = (scripts: readonly (string | Script | undefined)[]): void => {
    for (const each of scripts) if (typeof each === "object") collect(each, names);
  };
  switch (script.kind) {
    case "code":
      for (const [name] of script.text.matchAll(/[\w$]+/g)) names.add(name);
      break;
    case "text":
      if (isTall([script.value]) && isDedented([script.value])) names.add("dedent");
      break;
    case "template":
      if (isTall(script.parts) && isDedented(script.parts)) names.add("dedent");
      all(script.parts);
      break;
    case "object":
      for (const { key, value } of script.entries) all([key, value]);
      break;
    case "array":
      all(script.items.map(({ value }) => value));
      break;
    case "call":
      all([script.callee, ...script.arguments]);
      break;
    case "arrow":
      collect(script.result, names);
      break;
    case "member":
      all([script.object, script.property]);
      break;
    case "operation":
      all(script.operands);
      break;
    case "choice":
      all([script.condition, script.whenTrue, script.whenFalse]);
      break;
  }
}

/** Whether there is a comment at a part. */
export function hasRemarks({ above, behind }: Remarks): boolean {
  return above !== undefined || behind !== undefined;
}
