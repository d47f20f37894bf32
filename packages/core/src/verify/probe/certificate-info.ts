import { checkServerIdentity, type PeerCertificate, type TLSSocket } from "node:tls";

/** The content of a server's certificate. */
export interface CertificateInfo {
  /** The names and addresses that it is for; the common name only where there are no others. */
  readonly names: readonly string[];
  /** First and last moment of its validity, in ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** At the time of the probe. */
  readonly validity: "valid" | "expired" | "not-yet-valid";
  /** Whether it is for the name that was asked for; absent when none was. */
  readonly coversName?: boolean;
  /** Whether an authority that is known here vouches for it. */
  readonly trusted: boolean;
  /** Why it is not trusted: OpenSSL's name for it, such as `DEPTH_ZERO_SELF_SIGNED_CERT`. */
  readonly distrust?: string;
}

/** Reads the certificate that the server has shown; `undefined` when it has shown none. */
export function certificateOf(
  socket: TLSSocket,
  serverName: string | undefined,
): CertificateInfo | undefined {
  const certificate = socket.getPeerCertificate();
  // Node answers an empty object where there is none.
  if (certificate.valid_to === undefined) return undefined;
  const [notBefore, notAfter] = [new Date(certificate.valid_from), new Date(certificate.valid_to)];
  const now = new Date();
  return {
    names: namesOf(certificate),
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
    validity: now > notAfter ? "expired" : now < notBefore ? "not-yet-valid" : "valid",
    ...(serverName !== undefined && {
      coversName: checkServerIdentity(serverName, certificate) === undefined,
    }),
    ...trustOf(socket),
  };
}

function trustOf(socket: TLSSocket): Pick<CertificateInfo, "trusted" | "distrust"> {
  if (socket.authorized) return { trusted: true };
  // Node's declarations say Error; it is the code as a text.
  const reason: unknown = socket.authorizationError;
  return { trusted: false, distrust: typeof reason === "string" ? reason : String(reason) };
}

function namesOf({ subject, subjectaltname = "" }: PeerCertificate): readonly string[] {
  const names = subjectaltname.split(", ").flatMap((entry) => {
    const [, name] = /^(?:DNS|IP Address):(.+)$/.exec(entry) ?? [];
    return name === undefined ? [] : [name];
  });
  // Node's declarations say that there is always one; with an empty subject there is none.
  const { CN: commonName }: Partial<typeof subject> = subject ?? {};
  return names.length === 0 && commonName !== undefined ? [commonName].flat() : names;
}
