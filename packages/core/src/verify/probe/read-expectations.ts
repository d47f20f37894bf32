import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import type { RouteExpectation } from "./expectation.ts";
import { isSameRoute } from "./expectation-for.ts";
import { isExpectationKey, MAX_KEY_LENGTH, MAX_VALUE_BYTES } from "./meta-key.ts";
import { isMethod, isPath } from "./probe-request.ts";

/** A problem with an expectation in a service's meta. */
export interface ExpectationProblem {
  /** The key of the meta. */
  readonly key: string;
  /** The property of its value; absent when it is about all of it. */
  readonly property?: string;
  /** A sentence without its period. */
  readonly message: string;
  /** The way out, as a sentence. */
  readonly help?: string;
}

/** Expectations that can be used, and what is wrong with the others. */
export interface ReadExpectations {
  readonly expectations: readonly RouteExpectation[];
  readonly problems: readonly ExpectationProblem[];
}

/**
 * Reads the expectations in the meta of a service: the keys `nomadx-expect` and `nomadx-expect-…`. Never throws; one with
 * a problem is not among the `expectations`.
 * @param routes all of the service, host and path: an expectation for another one is a problem; absent: they are not known
 */
export function readExpectations(
  meta: Readonly<Record<string, string>>,
  routes?: readonly string[],
): ReadExpectations {
  const read = Object.entries(meta)
    .filter(([key]) => isExpectationKey(key))
    .map(([key, value]) => readOne(key, value))
    .map((one) => (routes === undefined ? one : withoutOtherRoutes(one, routes)));
  const sameRoutes = read.flatMap(({ key, expectation }, index): readonly ExpectationProblem[] => {
    const before = read.find((other) => other.expectation?.route === expectation?.route);
    if (expectation === undefined || before === undefined || before === read[index]) return [];
    const what = expectation.route === undefined ? "all routes" : JSON.stringify(expectation.route);
    return [{ key, property: "route", message: `The expectation for ${what} is already in ${before.key}` }];
  });
  return {
    expectations: read.flatMap(({ key, expectation }) =>
      expectation === undefined || sameRoutes.some((problem) => problem.key === key) ? [] : [expectation],
    ),
    problems: [...read.flatMap(({ problems }) => problems), ...sameRoutes],
  };
}

interface ReadOne {
  readonly key: string;
  readonly expectation?: RouteExpectation;
  readonly problems: readonly ExpectationProblem[];
}

function readOne(key: string, text: string): ReadOne {
  const limits = beyondLimits(key, text);
  const value = parse(text);
  if (!isObject(value)) {
    const help = 'Write it as {"status":200}.';
    return { key, problems: [...limits, { key, message: "The value is not an object in JSON", help }] };
  }
  const problems = Object.entries(value).flatMap(([property, content]): readonly ExpectationProblem[] => {
    const complaint = checkProperty(property, content);
    return complaint === undefined ? [] : [{ key, property, ...complaint }];
  });
  if (limits.length + problems.length > 0) return { key, problems: [...limits, ...problems] };
  return { key, expectation: value, problems: [] };
}

/** An expectation for a route that there is not would never be looked at. A variable may stand for any. */
function withoutOtherRoutes(one: ReadOne, routes: readonly string[]): ReadOne {
  const { key, expectation: { route } = {} } = one;
  if (route === undefined || route.includes("${") || routes.some((each) => isSameRoute(each, route)))
    return one;
  const similar = didYouMean(route, routes);
  const help = similar === undefined ? `There are ${routes.join(", ")}.` : `Did you mean "${similar}"?`;
  const message = `The service has no route ${JSON.stringify(route)}`;
  return { key, problems: [...one.problems, { key, property: "route", message, help }] };
}

function beyondLimits(key: string, text: string): readonly ExpectationProblem[] {
  const bytes = new TextEncoder().encode(text).length;
  return [
    ...(key.length > MAX_KEY_LENGTH || !/^[\w-]+$/.test(key)
      ? [{ key, message: `Consul takes keys of at most ${MAX_KEY_LENGTH} letters, digits, "_" and "-"` }]
      : []),
    ...(bytes > MAX_VALUE_BYTES
      ? [{ key, message: `The value has ${bytes} bytes; Consul takes at most ${MAX_VALUE_BYTES}` }]
      : []),
  ];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Anything that is no object is a problem of its own.
    return undefined;
  }
}

type Check = (value: unknown) => string | undefined;

/** The value that has to be there instead; `undefined` where the value is right. */
const checks: Readonly<Record<keyof RouteExpectation, Check>> = {
  route: (value) => (isText(value) && value !== "" ? undefined : "a route, such as mysite.com:9999/"),
  status: (value) =>
    Number.isInteger(value) && Number(value) >= 100 && Number(value) <= 599
      ? undefined
      : "a number from 100 to 599",
  body: checkBody,
  header: (value) =>
    isObject(value) && Object.entries(value).every(([name, text]) => isToken(name) && isText(text))
      ? undefined
      : "an object of header names and texts",
  path: (value) =>
    isText(value) && isPath(value) ? undefined : 'a path that starts with "/", escaped as in a URL',
  method: (value) =>
    isText(value) && isMethod(value) ? undefined : "a method in capitals, such as GET, but not CONNECT",
  send: (value) => (isText(value) ? undefined : "a text"),
  expect: (value) => (isText(value) && value !== "" ? undefined : "a text"),
  instance: (value) => (isToken(value) ? undefined : "the name of a header"),
};

/** The properties of an expectation. */
const properties = Object.keys(checks);

function checkProperty(
  property: string,
  value: unknown,
): Pick<ExpectationProblem, "message" | "help"> | undefined {
  const check = Object.entries(checks).find(([name]) => name === property)?.[1];
  if (check === undefined) {
    const meant = didYouMean(property, properties);
    const help = meant === undefined ? `There are ${properties.join(", ")}.` : `Did you mean "${meant}"?`;
    return { message: `There is no "${property}" in an expectation`, help };
  }
  const wanted = check(value);
  return wanted === undefined ? undefined : { message: `"${property}" has to be ${wanted}` };
}

function checkBody(value: unknown): string | undefined {
  if (isText(value)) return undefined;
  const wanted = 'a text, or {"matches": "…"} with a regular expression';
  if (!isObject(value)) return wanted;
  const { matches, ...others } = { matches: undefined, ...value } satisfies Record<string, unknown>;
  if (!isText(matches) || Object.keys(others).length > 0) return wanted;
  try {
    RegExp(matches);
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : "";
    return `a regular expression of JavaScript (${reason})`;
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

/** @see RFC 9110, 5.6.2 */
function isToken(value: unknown): value is string {
  return isText(value) && /^[\w!#$%&'*+.^`|~-]+$/.test(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
