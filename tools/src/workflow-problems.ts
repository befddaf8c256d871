import { parse } from "yaml";

/** A package that needs a workflow of its own. */
export interface WorkflowSubject {
  readonly name: string;
  readonly folder: string;
  /** The folders of everything that it depends on, directly or not. */
  readonly requires: readonly string[];
}

/** What every package's checks depend on beside packages. */
const rootFiles = [
  "package.json",
  "pnpm-lock.yaml",
  "pnpm-workspace.yaml",
  "turbo.json",
  "tsconfig.base.json",
  "vitest.shared.ts",
  "biome.json",
];

const reusable = ".github/workflows/_package.yml";

interface Workflow {
  readonly on?: Readonly<Record<string, { readonly paths?: readonly string[] } | null>>;
  readonly jobs?: Readonly<
    Record<string, { readonly uses?: string; readonly with?: { readonly package?: string } }>
  >;
}

/**
 * Finds what is wrong with the workflows of the packages.
 *
 * @param files the text of each workflow by its path, such as `.github/workflows/orm.yml`
 * @param subjects the packages
 * @returns one line per problem, which says what to write where
 */
export function workflowProblems(
  files: ReadonlyMap<string, string>,
  subjects: readonly WorkflowSubject[],
): readonly string[] {
  return subjects.flatMap((subject) => {
    const path = `.github/workflows/${subject.folder.split("/").at(-1)}.yml`;
    const text = files.get(path);
    if (text === undefined) return [`${path}: missing, so nothing checks ${subject.name} alone`];

    const workflow: Workflow = parse(text);
    return [
      ...filterProblems(workflow, subject, path).map((problem) => `${path}: ${problem}`),
      ...callProblems(workflow, subject).map((problem) => `${path}: ${problem}`),
    ];
  });
}

function filterProblems(workflow: Workflow, subject: WorkflowSubject, path: string): readonly string[] {
  const folders = [subject.folder, ...subject.requires].map((folder) => `${folder}/**`);
  const wanted = [...folders, ...rootFiles, reusable, path];
  return ["push", "pull_request"].flatMap((event) => {
    const paths = workflow.on?.[event]?.paths ?? [];
    const missing = wanted.filter((each) => !paths.includes(each));
    const extra = paths.filter((each) => !wanted.includes(each));
    return [
      ...missing.map((each) => `on.${event}.paths misses ${each}`),
      ...extra.map((each) => `on.${event}.paths has ${each}, which ${subject.name} does not depend on`),
    ];
  });
}

function callProblems(workflow: Workflow, subject: WorkflowSubject): readonly string[] {
  const calls = Object.values(workflow.jobs ?? {}).filter(({ uses }) => uses === `./${reusable}`);
  if (calls.length === 0) return [`no job uses ./${reusable}`];
  return calls
    .filter((call) => call.with?.package !== subject.name)
    .map((call) => `calls the reusable workflow for '${call.with?.package}', not for '${subject.name}'`);
}
