// @ts-check
import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** The names the https backend answers to, as the SNI routes have them. */
const SERVER_NAMES = ["mysite-https.com", "mysite-tcp.com", "mysite-sni-1.com", "mysite-sni-2.com"];

/**
 * Makes a key and a self-signed certificate for the https backend, valid for two days. Nothing secret is kept
 * in the repository, and no certificate of ours can expire in it.
 * @param {string} openssl path of the program
 * @param {string} folder where `key.pem` and `cert.pem` are written
 */
export function makeCertificate(openssl, folder) {
  const names = SERVER_NAMES.map((name) => `DNS:${name}`).join(",");
  execFileSync(
    openssl,
    [
      ...[
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
      ],
      ...["-subj", "/CN=httpsbackendservice", "-addext", `subjectAltName=${names}`],
      ...["-keyout", join(folder, "key.pem"), "-out", join(folder, "cert.pem")],
    ],
    { stdio: "pipe" },
  );
}
