/**
 * OpenSSL's own words in the message of an error of Node's: `wrong version number` of
 * `80..:error:0A..:SSL routines:ssl3_get_record:wrong version number:../ssl3_record.c:354:`; any other text as it is.
 */
export function opensslReason(message: string): string {
  return /error:[\dA-F]+:[^:]*:[^:]*:([^:\n]+)/.exec(message)?.[1] ?? message;
}
