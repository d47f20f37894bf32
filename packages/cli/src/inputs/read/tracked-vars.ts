/** Variables that a job file gets, and which of them it has asked for. */
export interface TrackedVars {
  readonly vars: Readonly<Record<string, string>>;
  /** The names that were asked for, also in vain; `"all"` once somebody has gone through them. */
  readonly taken: () => readonly string[] | "all";
}

/** A copy of variables that takes note of what is asked for. What one job file changes in it does not reach another. */
export function trackVars(vars: Readonly<Record<string, string>>): TrackedVars {
  const names = new Set<string>();
  let hasListed = false;
  const note = (name: string | symbol): void => {
    if (typeof name === "string" && !(name in Object.prototype)) names.add(name);
  };
  return {
    vars: new Proxy<Record<string, string>>(
      { ...vars },
      {
        get(target, name, receiver) {
          note(name);
          // oxlint-disable-next-line typescript/no-unsafe-return -- it is what the copy has there
          return Reflect.get(target, name, receiver);
        },
        has(target, name) {
          note(name);
          return Reflect.has(target, name);
        },
        getOwnPropertyDescriptor(target, name) {
          note(name);
          return Reflect.getOwnPropertyDescriptor(target, name);
        },
        ownKeys(target) {
          hasListed = true;
          return Reflect.ownKeys(target);
        },
      },
    ),
    taken: () => (hasListed ? "all" : [...names]),
  };
}
