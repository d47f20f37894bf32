import { request as httpRequest, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";

/**
 * The body of the answer to `GET url`, with the host resolved to this machine. No certificate is checked: the
 * backends have self-signed ones. The name is sent as SNI and in the Host header.
 */
export async function get(url: string): Promise<string> {
  const { protocol, hostname, host, port, pathname } = new URL(url);
  // Each request gets a connection of its own, so that none is answered by a backend of an earlier one.
  const options: RequestOptions = {
    host: "127.0.0.1",
    port,
    path: pathname,
    headers: { host },
    agent: false,
  };
  return new Promise((resolve, reject) => {
    const request =
      protocol === "https:"
        ? httpsRequest({ ...options, servername: hostname, rejectUnauthorized: false })
        : httpRequest(options);
    request.on("response", (response) => {
      let body = "";
      response
        .setEncoding("utf8")
        .on("data", (chunk: string) => (body += chunk))
        .on("end", () => resolve(body));
    });
    request.on("error", reject).setTimeout(5000, () => request.destroy(new Error("no answer in 5 s")));
    request.end();
  });
}
