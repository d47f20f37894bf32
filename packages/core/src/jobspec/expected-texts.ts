import type { Attribute } from "./schema/_define.ts";
import { widthText } from "./schema/_values.ts";

type TypeName = Attribute["type"]["name"];

/** Types that a job in TypeScript and one in the API's JSON write differently. */
type Spelled = "duration" | "scalar";

const texts: Readonly<Record<Exclude<TypeName, Spelled>, string>> = {
  string: "a string",
  int: "a whole number",
  number: "a number",
  bool: "true or false",
  strings: "a list of strings",
  ints: "a list of whole numbers",
  "string map": "an object of strings",
  "int map": "an object of whole numbers",
  "strings map": "an object of lists of strings",
  any: "a value",
};

/**
 * Names what an attribute takes, for messages: `a whole number from 0 to 255`. The widest integers have no bounds worth
 * naming.
 * @param spelled names the types whose spelling depends on the form the job is written in
 */
export function expectedTexts(
  spelled: Readonly<Record<Spelled, string>>,
): (type: Attribute["type"]) => string {
  const all: Readonly<Record<TypeName, string>> = { ...texts, ...spelled };
  return ({ name, width }) =>
    `${all[name]}${width === undefined || width === "int64" ? "" : widthText(width)}`;
}
