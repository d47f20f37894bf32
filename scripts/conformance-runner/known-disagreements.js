// @ts-check
// Cases in which the library is known to answer otherwise than the servers, each with the reason. They are told and count
// as skipped, never as passed; one that agrees again is a failure, so that nothing stands here longer than it is true.

/**
 * @typedef {object} KnownDisagreement
 * @property {RegExp} files which files, by the end of their path ("/" between folders), as in an adapter
 * @property {string} [aspect] of which of their adapters, where it has one
 * @property {RegExp} ids which of their cases: all that it matches have to disagree
 * @property {string} reason why, and what users are told of it
 */

/** @type {readonly KnownDisagreement[]} */
export const known = [
  {
    files: /\/hcl\/fmt\.jsonl$/,
    ids: /^fmt-0093$/,
    reason: "HCL's formatter loses a comment before the label of a block; ours keeps it",
  },
  {
    files: /\/hcl\/expressions\.jsonl$/,
    ids: /^expr-1823$/,
    reason: "Of two errors about one value, where the second follows from the first, ours tells the first",
  },
  {
    files: /\/hcl\/files\.jsonl$/,
    ids: /^file-0585$/,
    reason:
      "Where a text in JSON has escapes, the server takes the name that it does not know from another place of the text; ours from where it stands",
  },
  {
    files: /\/hcl\/files\.jsonl$/,
    aspect: "missing files",
    ids: /./,
    reason: "Not compared: the library is given texts, and the command line says which file is missing",
  },
  {
    files: /\/nomad\/validate\/hcl\.jsonl$/,
    aspect: "request",
    ids: /./,
    reason: "Not compared: what a server says of the request around a text is not said by who reads texts",
  },
  {
    files: /\/nomad\/parsed\/.*\.json$/,
    aspect: "imported",
    ids: /^demo__csi__kadalu-csi__nodeplugin\.nomad$/,
    reason:
      "JavaScript has no uuidv5, and its argument depends on a variable: the import says so (NX213), and writes nothing",
  },
  {
    files: /\/nomad\/plan\/annotated\.jsonl$/,
    aspect: "preview of preemption and returning clients",
    ids: /./,
    reason: "Not compared: a preview looks neither at preemption nor at clients that come back, and says so",
  },
  {
    files: /\/nomad\/plan\/diff\.jsonl$/,
    aspect: "crashed",
    ids: /./,
    reason:
      "Not compared: a job at which a server's handler crashes is compared with another one all the same",
  },
];
