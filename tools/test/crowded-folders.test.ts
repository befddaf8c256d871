import { describe, expect, it } from "vitest";
import { crowdedFolders } from "../src/crowded-folders.js";
import { repositoryFiles } from "../src/repository-files.js";

const sources = repositoryFiles().filter((path) => /^packages\/[^/]+\/src\//.test(path));

describe("the folders of the packages' sources", () => {
  it("hold no more than twenty files", () => {
    expect(crowdedFolders(sources)).toEqual([]);
  });

  it("are looked for where they are", () => {
    expect(sources.length).toBeGreaterThan(100);
  });
});

describe("crowdedFolders", () => {
  const twenty = Array.from({ length: 20 }, (_, index) => `packages/sql/src/plan/stage-${index}.ts`);

  it("finds a folder of twenty-one files", () => {
    expect(crowdedFolders([...twenty, "packages/sql/src/plan/one-more.ts"])).toEqual([
      "packages/sql/src/plan holds 21 files",
    ]);
  });

  it("does not count what is in a subfolder", () => {
    expect(crowdedFolders([...twenty, "packages/sql/src/plan/stage/one-more.ts"])).toEqual([]);
  });
});
