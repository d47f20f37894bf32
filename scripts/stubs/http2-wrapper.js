// got imports it for HTTP/2, which Nomad and Fabio do not speak; it opens a TLS socket while it loads, and Node then
// parses all root certificates.
export default { auto: undefined, globalAgent: undefined };
