import type { ApiJob } from "@nomadx/core/jobspec";

/**
 * Whether a critical lint may find something in a job. `false` is certain, and told without Fabio's rules, which take longer
 * to load than the rest of a plan: nothing in the job names Fabio, and no service with tags has a character or an option
 * that one of these lints is about.
 * @param tagPrefixes those of the configuration
 */
export function mayBeCritical({ TaskGroups }: ApiJob, tagPrefixes: readonly string[]): boolean {
  return (TaskGroups ?? []).some(({ Services, Tasks }) => {
    const services = [...(Services ?? []), ...(Tasks ?? []).flatMap((task) => task.Services ?? [])];
    return (
      services.some((service) => isUnusual(service, tagPrefixes)) ||
      (Tasks ?? []).some(({ Config }) => namesFabio(Config))
    );
  });
}

type Service = NonNullable<NonNullable<NonNullable<ApiJob["TaskGroups"]>[number]["Services"]>[number]>;

/** Tags of fewer characters make no command and no glob that is too long to be read. */
const MOST_CHARACTERS = 1000;

/** A character that is not in ordinary tags, Fabio's own prefix with nothing behind it, or an option with a lint. */
const unusualText = /[^\w.:/*= -]|- *$|(?:weight|redirect|allow|deny)=/;

function isUnusual(service: Service, tagPrefixes: readonly string[]): boolean {
  const { Name, Address, Tags, CanaryTags, Connect } = service;
  const tags = [Tags, CanaryTags, Connect?.SidecarService?.Tags].flatMap((texts) => texts ?? []);
  if (tags.length === 0) return false;
  return (
    !/^[\w.-]+$/.test(Name ?? "") ||
    (Address ?? "") !== "" ||
    tags.join("").length > MOST_CHARACTERS ||
    tags.some((tag) => unusualText.test(tag) || tagPrefixes.includes(tag.trim()))
  );
}

function namesFabio(config: unknown): boolean {
  if (typeof config !== "object" || config === null) return false;
  const { image, command }: { readonly image?: unknown; readonly command?: unknown } = config;
  return [image, command].some((text) => typeof text === "string" && text.includes("fabio"));
}
