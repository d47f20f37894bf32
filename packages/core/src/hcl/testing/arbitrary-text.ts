import fc from "fast-check";

const words = [
  ...Array.from("abx01 \t\n\r\"'`\\${}%~()[]<>=!?:.,;&|^*/+-#é日👍"),
  "\n",
  "\r\n",
  " = ",
  '"${',
  "%{",
  "$${",
  "%%{",
  "~}",
  "<<E\n",
  "<<-E\n",
  "\nE\n",
  "  E\n",
  "# c\n",
  "/* c */",
  "1.5",
  "...",
  "=>",
  "if",
  "else",
  "endif",
  "for",
  "in",
  "endfor",
  "true",
  "null",
  "[*]",
  ".*",
  "\u0301",
  "\ufeff",
  "\ud800",
];

/** Texts of what HCL's scanner and parser take notice of, in any order: hardly ever HCL. */
export const anyHclText: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary", maxLength: 40 }),
);
