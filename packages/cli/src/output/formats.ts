/** How a command tells what it has found: to people, to programs, and to CI. */
export const outputFormats = ["text", "json", "github", "junit", "markdown", "sarif"] as const;

export type OutputFormat = (typeof outputFormats)[number];

/** The formats in which stdout has one document and nothing else; `json` is the command's own answer. */
export type DocumentFormat = Exclude<OutputFormat, "text" | "json">;
