import { fileURLToPath } from "node:url";
import { derivedMetrics, measuredMetrics } from "@dqx/metrics";
// The last version with a JavaScript API; editors show what it says.
import ts from "typescript-api";
import { beforeAll, describe, expect, it } from "vitest";

const types = Object.keys(measuredMetrics);
const derivedTypes = Object.keys(derivedMetrics);
const file = fileURLToPath(new URL("hover-example.ts", import.meta.url));
const text = [
  'import type { MetricProvider } from "../dist/index.js";',
  "declare const mp: MetricProvider;",
  ...types.map((type) => `mp.${type};`),
  ...derivedTypes.map((type) => `mp.ext.${type};`),
].join("\n");

/** What an editor shows on a name: its type, and its documentation. */
interface Hover {
  readonly type: string;
  readonly documentation: string;
}

describe("what an editor shows on a method of a provider", () => {
  let hoverOf: (place: string) => Hover;
  beforeAll(() => {
    const host: ts.LanguageServiceHost = {
      getScriptFileNames: () => [file],
      getScriptVersion: () => "1",
      getScriptSnapshot: (name) => {
        const content = name === file ? text : ts.sys.readFile(name);
        return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
      },
      getCurrentDirectory: () => fileURLToPath(new URL("..", import.meta.url)),
      getCompilationSettings: () => ({
        target: ts.ScriptTarget.ES2023,
        module: ts.ModuleKind.NodeNext,
        moduleResolution: ts.ModuleResolutionKind.NodeNext,
        strict: true,
        skipLibCheck: true,
        types: [],
      }),
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: (name) => name === file || ts.sys.fileExists(name),
      readFile: (name) => (name === file ? text : ts.sys.readFile(name)),
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
    };
    const service = ts.createLanguageService(host);
    hoverOf = (place) => {
      const info = service.getQuickInfoAtPosition(file, text.indexOf(`${place};`) + place.length - 1);
      return {
        type: ts.displayPartsToString(info?.displayParts),
        documentation: ts.displayPartsToString(info?.documentation),
      };
    };
  });

  it("is the documentation of the metric, for every one of the catalogue", () => {
    for (const place of [
      ...types.map((type) => `mp.${type}`),
      ...derivedTypes.map((type) => `mp.ext.${type}`),
    ]) {
      expect(hoverOf(place).documentation, place).toMatch(/^\p{Lu}.*\.$/su);
    }
    expect(hoverOf("mp.sum").documentation).toBe("The sum of a column; 0 for an empty input.");
    expect(hoverOf("mp.ext.stddev").documentation).toBe(
      "The sample standard deviation of a metric's daily values; 0 for one day.",
    );
    // The compiler reads all declarations first.
  }, 120_000);

  it("is the arguments by name", () => {
    expect(hoverOf("mp.sum").type).toMatch(
      /^\(property\) sum: \(column: string, options\?: MetricOptions.*\) => MetricSymbol$/,
    );
    expect(hoverOf("mp.countValues").type).toContain("(column: string, values: ");
    expect(hoverOf("mp.ext.dayOverDay").type).toContain("(metric: MetricSymbol, options?: ");
  });
});
