/** A listener as `/api/config` has it. */
export function listenerJson(text: string): Readonly<Record<string, unknown>> {
  const [Addr = "", Proto = "http"] = text.split(" ");
  const hasCertificate = /^(?:https|grpcs|https\+tcp\+sni)$/.test(Proto);
  return { Addr, Proto, CertSource: { Name: hasCertificate ? "lab" : "" } };
}
