import type { ClientRequest, IncomingMessage, RequestOptions } from "node:http";

interface SendsRequests {
  request(options: RequestOptions): ClientRequest;
}

interface PapiRequest {
  transport: SendsRequests;
}

/**
 * Lets a client of the `consul` package fail when an answer breaks off. By itself it waits for the rest of the answer
 * until its time is up: papi (1.1.2), which it is built on, listens for no error of a response.
 */
export function failBrokenAnswers<Client extends object>(client: Client): Client {
  if ("_ext" in client && typeof client._ext === "function") {
    Reflect.apply(client._ext, client, ["onRequest", watchAnswer]);
  }
  return client;
}

function watchAnswer(request: PapiRequest, next: () => void): void {
  const { transport } = request;
  request.transport = {
    request(options) {
      const sent = transport.request(options);
      sent.on("response", (response: IncomingMessage) => {
        response.on("error", (error) => sent.emit("error", error));
      });
      return sent;
    },
  };
  next();
}
