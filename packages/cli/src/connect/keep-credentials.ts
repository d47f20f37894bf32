import type { Terminal } from "../terminal/terminal.ts";

/** Whatever a server or a job file repeats of the credentials stays hidden. */
export function keepCredentials(
  config: {
    readonly token?: string | undefined;
    readonly httpAuth?: { readonly password: string } | undefined;
  },
  terminal: Terminal,
): void {
  terminal.keepSecret([config.token, config.httpAuth?.password].flatMap((value) => value ?? []));
}
