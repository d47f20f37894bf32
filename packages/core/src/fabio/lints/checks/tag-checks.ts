import { didYouMean } from "../../../diagnostics/did-you-mean.ts";
import { trimSpace } from "../../../go/white-space.ts";
import { since, type FabioVersion } from "../../version.ts";
import { isRouteTag } from "../linted-service.ts";
import { hit, ofRoutedServices, ofRoutes, ofRouteTags, ofServices, show, type Check } from "./check.ts";

/** Checks of how a tag and its options are written. */
export const tagChecks = {
  "prefix-mismatch": ofServices(({ tags }, { prefix }) =>
    tags
      .filter((tag) => !isRouteTag(tag))
      .flatMap((tag) =>
        hit(
          tag.place,
          looksLikeRoute(tag.text, prefix)
            ? `${show(tag.text)} does not start with ${show(prefix)}`
            : undefined,
        ),
      ),
  ),
  "leading-blank": ofRouteTags(({ text }, { prefix, version }, { tags }) => {
    const isHidden = !text.startsWith(prefix);
    if (!isHidden) return undefined;
    if (!since(version, "1.6.4")) return `There is a blank in front of ${show(trimSpace(text))}`;
    return tags.some((other) => other.text.startsWith(prefix))
      ? undefined
      : `No route tag of the service starts with the prefix, but for the blank in ${show(text)}`;
  }),
  "option-as-route": ofRouteTags(({ source }) =>
    /^[A-Za-z]+=/.test(source) ? `${show(source)} is an option, not a route` : undefined,
  ),
  "env-unexpanded": ofRouteTags(({ source }) =>
    (source.startsWith(":") || !source.includes("/")) && source.includes("$")
      ? `The variable in ${show(source)} is not filled in`
      : undefined,
  ),
  "env-unknown": ofRouteTags(({ source }) => {
    if (source.startsWith(":") || !source.includes("/")) return undefined;
    const names = [...source.matchAll(/\$(?:\{([^}]*)\}|([*#$@!?\-0-9])|([A-Za-z0-9_]+))/g)]
      .map(([, braced, special, plain]) => braced ?? special ?? plain ?? "")
      .filter((name) => name !== "DC");
    return names.length === 0
      ? undefined
      : `Fabio does not know ${names.map((name) => `$${name}`).join(", ")}`;
  }),
  "redirect-syntax": ofRouteTags(({ words }) => {
    const bad = words.find((word) => word.startsWith("redirect=") && word.split(",").length !== 2);
    return bad === undefined ? undefined : `${show(bad)} is not a code, a comma and a URL`;
  }),
  "redirect-proto-order": ofRouteTags(({ words }) => {
    const redirect = words.findIndex((word) => word.startsWith("redirect=") && word.split(",").length === 2);
    const proto = words.findLast((word) => /^proto=(?:tcp|https|grpcs?)$/.test(word));
    return redirect >= 0 && proto !== undefined && words.lastIndexOf(proto) > redirect
      ? `${proto} stands behind the redirect and replaces its URL`
      : undefined;
  }),
  "option-unknown": ofRoutes(({ opts }, { version }) => {
    const problems = Object.entries(opts).flatMap(([name, value]) => optionProblem(name, value, version));
    return problems.length === 0 ? undefined : problems.join("; ");
  }),
  "option-bool-literal": ofRoutes(({ opts }) => {
    const bad = ["tlsskipverify", "pxyproto"].filter(
      (name) => !["true", "false", undefined].includes(opts[name]),
    );
    return bad.length === 0
      ? undefined
      : `${bad.map((name) => show(`${name}=${opts[name] ?? ""}`)).join(", ")} counts as false`;
  }),
  "proto-unrecognised": ofRoutes(({ opts }, { settings }) => {
    const { proto } = opts;
    if (proto === undefined || protocols.includes(proto.toLowerCase())) return undefined;
    const servesSni = settings?.listeners.some(({ protocol }) => protocol === "tcp+sni") ?? true;
    return proto === "tcp+sni" && servesSni ? undefined : `proto=${proto} is plain HTTP to Fabio`;
  }),
  "comma-in-tag": ofRoutedServices(({ tags }) =>
    tags
      .filter((tag) => !isRouteTag(tag) && tag.text.includes(","))
      .map(({ place, text }) => ({
        place,
        message: `The tag ${show(text)} becomes ${text.split(",").length} tags`,
      })),
  ),
} satisfies Readonly<Record<string, Check>>;

const protocols: readonly string[] = ["tcp", "https", "grpc", "grpcs", "http"];

/** Options that do something, with the release that brought them where it is later than 1.5.7. */
const options: Readonly<Record<string, FabioVersion>> = {
  strip: "1.5.0",
  prepend: "1.6.0",
  host: "1.5.0",
  proto: "1.5.0",
  weight: "1.5.0",
  tlsskipverify: "1.5.0",
  pxyproto: "1.5.11",
  redirect: "1.5.4",
  allow: "1.5.8",
  deny: "1.5.8",
  auth: "1.5.11",
  register: "1.5.8",
  grpcservername: "1.5.11",
};

function optionProblem(name: string, value: string, version: FabioVersion): readonly string[] {
  const first = Object.hasOwn(options, name) ? options[name] : undefined;
  if (first === undefined) {
    const known = didYouMean(name, Object.keys(options));
    return [`There is no option ${show(name)}${known === undefined ? "" : `; did you mean ${show(known)}?`}`];
  }
  if (!since(version, first)) return [`The option ${name} is known since Fabio ${first} only`];
  const isCase = name === "proto" && value !== value.toLowerCase() && protocols.includes(value.toLowerCase());
  return isCase ? [`proto=${value} is written in upper case`] : [];
}

/** Fabio's own prefix or the one in force, in another case or with another mark at its end. */
function looksLikeRoute(text: string, prefix: string): boolean {
  const tag = trimSpace(text).toLowerCase();
  const stem = prefix.toLowerCase().replace(/[^a-z0-9]+$/, "");
  if (tag.startsWith(prefix.toLowerCase()) || /^urlprefix[^a-z0-9]/.test(tag)) return true;
  return stem.length > 2 && tag.startsWith(stem) && /^[-_:=.]+[^-_:=.]*[/:]/.test(tag.slice(stem.length));
}
