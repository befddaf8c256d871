// The layer table of layers.json as rules of dependency-cruiser. Run by `pnpm layers`, after a build:
// packages are resolved through their published entry points.
import { readFileSync } from "node:fs";

const { layers, helpers, consumers } = JSON.parse(
  readFileSync(new URL("layers.json", import.meta.url), "utf8"),
);
const members = [...layers, ...helpers, ...consumers];

/** Matches an import of any of these packages, whether it resolved to their folder or to nothing. */
const anyOf = (packages) =>
  packages.length === 0
    ? "^$"
    : `^(${packages.map(({ name, folder }) => `${folder}/|${name}($|/)`).join("|")})`;

const layerRules = layers.flatMap((layer, index) => {
  const sources = layers.filter(({ name }) => layer.mayImport.includes(name));
  return [
    {
      name: `layers-of-${layer.name}`,
      comment: `${layer.name} may import ${layer.mayImport.join(", ") || "no other package"} (layers.json).`,
      severity: "error",
      from: { path: `^${layer.folder}/src/` },
      to: { path: anyOf(members), pathNot: anyOf([layer, ...sources]) },
    },
    {
      name: `layers-of-tests-of-${layer.name}`,
      comment: `Tests of ${layer.name} may import what stands above it in layers.json, and helpers.`,
      severity: "error",
      from: { path: `^${layer.folder}/`, pathNot: `^${layer.folder}/(src|dist)/` },
      to: { path: anyOf(members), pathNot: anyOf([...layers.slice(0, index), layer, ...helpers]) },
    },
  ];
});

const folders = members.map(({ folder }) => folder).join("|");
const sources = `^(${folders})/`;
const built = "/dist/";

export default {
  forbidden: [
    ...layerRules,
    ...helpers.map((helper) => ({
      name: `layers-of-${helper.name}`,
      comment: "What tests share knows no member, so that the tests of every package can use it.",
      severity: "error",
      from: { path: `^${helper.folder}/` },
      to: { path: anyOf(members.filter((other) => other !== helper)) },
    })),
    ...consumers.map((consumer) => ({
      name: `layers-of-${consumer.name}`,
      comment: "A consumer imports packages, never another consumer.",
      severity: "error",
      from: { path: `^${consumer.folder}/` },
      to: { path: anyOf(consumers.filter((other) => other !== consumer)) },
    })),
    {
      name: "by-name-only",
      comment: "Another package is imported by its name, never by a path into its src/, dist/ or test/.",
      severity: "error",
      from: { path: sources, pathNot: built },
      to: { path: sources, pathNot: "^$1/", dependencyTypes: ["local"] },
    },
    {
      name: "resolvable",
      comment: "The import names something that is not there, not declared in package.json, or not exported.",
      severity: "error",
      from: { path: sources, pathNot: built },
      to: { couldNotResolve: true },
    },
    {
      name: "declared",
      comment: "src/ imports only what package.json names under dependencies or peerDependencies.",
      severity: "error",
      from: { path: `^(${folders})/src/` },
      to: {
        dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"],
        dependencyTypesNot: ["npm", "npm-peer", "npm-optional"],
      },
    },
    {
      name: "acyclic",
      comment:
        "Modules that load each other are one concept, or lack a third; types may refer to each other.",
      severity: "error",
      from: { path: sources, pathNot: built },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only", "type-import"] } },
    },
    {
      name: "acyclic-folders",
      comment: "Folders build on one another as packages do, by types too: one of them is the lower one.",
      severity: "error",
      scope: "folder",
      from: { path: `^(${folders})/src` },
      to: { circular: true },
    },
  ],
  options: {
    // Imports of types count too: a declaration file drags them to the consumer.
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    doNotFollow: { path: ["node_modules", "/dist/"] },
    exclude: { path: "/(bundle|coverage|test-results)/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "default"],
      mainFields: ["module", "main", "types"],
      extensions: [".ts", ".mjs", ".js", ".json"],
    },
  },
};
