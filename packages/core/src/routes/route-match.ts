/** A text, or a pattern of which it is one. */
export interface TextMatch {
  /**
   * - `exact`: the text itself
   * - `prefix`: all that begin with it, also within a word
   * - `glob`: `*` for any text, dots and slashes among it, `?` for one character, `[a-z]` and `{a,b}` for one of several
   */
  readonly kind: "exact" | "prefix" | "glob";
  readonly text: string;
  /** Capital and small letters are the same. @default false */
  readonly ignoresCase?: true;
}

/** Requests by host and path. */
export interface RequestMatch {
  /** Only requests without TLS, or only those with it. @default both */
  readonly scheme?: "http" | "https";
  /** Absent: every host, at any port. Names are in small letters, and so are compared. */
  readonly host?: TextMatch & { readonly kind: "exact" | "glob" };
  /**
   * The port that the client names behind the host, which is that of the listener where nothing is in between; one that
   * its protocol has anyway (80, with TLS 443) need not be named. Absent: that of the protocol.
   */
  readonly port?: number | "any";
  /** Of the path as it is decoded. */
  readonly path: TextMatch;
}

/** Connections by the port that they come to. */
export interface ConnectionMatch {
  /** Where the balancer listens; absent: at all its addresses. IPv6 addresses stand without brackets. */
  readonly address?: string;
  readonly port: number;
}

/** TLS connections by server name. */
export interface ServerNameMatch {
  /** In small letters, and no pattern. */
  readonly serverName: string;
}
