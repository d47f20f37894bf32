import { JsonParser } from "../../hcl/json/json-parser.ts";
import { JsonSource } from "../../hcl/json/json-source.ts";
import type { ReadJob } from "../read-spec.ts";
import { ApiReader } from "./api-reader.ts";
import { jsonOfNode } from "./json.ts";

/** A text of JSON, and what messages call the file that it is from. */
export interface ApiText {
  readonly file: string;
  readonly text: string;
}

/**
 * Where the first value of a text of JSON ends, as an offset: Nomad reads no further. `undefined` where it is broken.
 * @example endOfFirstValue('{"ID": "web"} and more') // 13
 */
export function endOfFirstValue(text: string): number | undefined {
  const parser = new JsonParser(text);
  const { end } = parser.value();
  return parser.problems.length === 0 ? end : undefined;
}

/**
 * Reads the text of a job in the API's own form as Nomad's HTTP layer reads the body of a request: bare, or wrapped as
 * `{"Job": …}`. Whole numbers have no fraction or exponent and fit into their 64 bits or fewer; of a name that stands twice
 * the last counts, and blocks are laid over each other; what follows the first value is ignored, which is a warning. Never
 * throws; `keys` of a diagnostic are steps into the value of the text.
 *
 * @example readApiText({ file: "web.json", text: '{"Job": {"ID": "web"}}' }).job.ID // "web"
 * @see hashicorp/nomad command/agent/http.go decodeBody (2.0.5), Go encoding/json
 */
export function readApiText({ file, text }: ApiText): ReadJob {
  const parser = new JsonParser(text);
  const source = new JsonSource(file, text);
  const tree = parser.value();
  if (parser.problems.length > 0) {
    return {
      job: {},
      diagnostics: parser.problems.map((problem) => source.diagnostic(problem)),
      secrets: [],
    };
  }
  const reader = new ApiReader();
  const rest = parser.peek();
  if (rest.kind !== "end") {
    reader.diagnostics.push(
      source.diagnostic({
        severity: "warning",
        code: "NX217",
        detail: "Something follows the job. Nomad reads the first value only.",
        subject: { start: rest.start, end: text.length },
      }),
    );
  }
  return reader.read(jsonOfNode(tree));
}
