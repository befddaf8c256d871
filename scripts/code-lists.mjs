// Writes the lists of codes that formats are made of, from packages that keep them.
// Usage: node scripts/code-lists.mjs [--check]
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import currencies from "currency-codes";
import countries from "i18n-iso-countries";
import { countrySpecs } from "ibantools";
import languages from "iso-639-1";
import { root } from "./workspace.mjs";

const require = createRequire(import.meta.url);
const path = "packages/metrics/src/row/format/code-lists.ts";

/**
 * The text of the file.
 * @returns {string}
 */
export function codeLists() {
  return [
    "// Written by scripts/code-lists.mjs from packages that keep the lists. Do not edit; a test compares them.",
    "",
    "/** Makes a list when it is needed: loading the package costs no more than its text. */",
    "function list(codes: string): () => readonly string[] {",
    '  return () => codes.split(" ");',
    "}",
    "",
    ...lists().flatMap(([name, summary, codes]) => [
      `/** ${summary} */`,
      `export const ${name} = list(`,
      `  ${JSON.stringify([...new Set(codes)].sort().join(" "))},`,
      ");",
      "",
    ]),
  ]
    .join("\n")
    .replace(/\n+$/, "\n");
}

/** @returns {readonly [name: string, summary: string, codes: readonly string[]][]} */
function lists() {
  return [
    [
      "countryCodes2",
      `ISO 3166-1 alpha-2, by i18n-iso-countries ${versionOf("i18n-iso-countries")}.`,
      assignedCountries().map(([two]) => two),
    ],
    [
      "countryCodes3",
      `ISO 3166-1 alpha-3, by i18n-iso-countries ${versionOf("i18n-iso-countries")}.`,
      assignedCountries().map(([, three]) => three),
    ],
    ["currencyCodes", `ISO 4217, by currency-codes ${versionOf("currency-codes")}.`, currencies.codes()],
    ["languageCodes", `ISO 639-1, by iso-639-1 ${versionOf("iso-639-1")}.`, languages.getAllCodes()],
    [
      "timeZones",
      `The zones of the IANA Time Zone Database and the links to them, by moment-timezone ${versionOf("moment-timezone")}, as regular expressions.`,
      timeZones().map((name) => name.replaceAll("+", "\\+")),
    ],
    [
      "ibanStructures",
      `The structure of the account numbers of each country in the registry of ISO 13616, by ibantools ${versionOf("ibantools")}, as regular expressions.`,
      ibanStructures(),
    ],
  ];
}

// XA to XZ are user-assigned.
function assignedCountries() {
  return Object.entries(countries.getAlpha2Codes()).filter(([two]) => !two.startsWith("X"));
}

// "name|…" for a zone, "zone|name" for a link.
function timeZones() {
  const { zones, links } = require("moment-timezone/data/packed/latest.json");
  return [
    ...zones.map((/** @type {string} */ zone) => zone.split("|")[0] ?? ""),
    ...links.flatMap((/** @type {string} */ link) => link.split("|")),
  ];
}

function ibanStructures() {
  return Object.entries(countrySpecs).flatMap(([country, { bban_regexp: bban, IBANRegistry: registered }]) =>
    bban && registered ? [`${country}[0-9]{2}${bban.replace(/^\^|\$$/g, "")}`] : [],
  );
}

/** @param {string} name */
function versionOf(name) {
  return JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")).version;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = codeLists();
  if (!process.argv.includes("--check")) writeFileSync(join(root, path), text);
  else if (readFileSync(join(root, path), "utf8") !== text) {
    console.error(`${path} is not what the packages say. Run node scripts/code-lists.mjs.`);
    process.exitCode = 1;
  }
}
