import { consumers, layers, manifestOf, members, workspaceDependencies } from "../../scripts/workspace.mjs";
import type { WorkflowSubject } from "./workflow-problems.js";

/** The packages and the demo, each with the folders of all that it is built or tested with. */
export function workflowSubjects(): readonly WorkflowSubject[] {
  const apps = consumers.filter(({ folder }) => folder.startsWith("apps/"));
  return [...layers, ...apps].map(({ name, folder }) => {
    const names = requirements(name);
    const requires = members.filter((member) => names.has(member.name)).map((member) => member.folder);
    return { name, folder, requires };
  });
}

/** Everything that a member depends on, for its tests too: a change there can break its checks. */
function requirements(name: string, found = new Set<string>()): ReadonlySet<string> {
  const folder = members.find((member) => member.name === name)?.folder;
  if (folder === undefined) return found;
  const fields = ["dependencies", "devDependencies", "peerDependencies"] as const;
  for (const dependency of workspaceDependencies(manifestOf(folder), [...fields])) {
    if (found.has(dependency)) continue;
    found.add(dependency);
    requirements(dependency, found);
  }
  return found;
}
