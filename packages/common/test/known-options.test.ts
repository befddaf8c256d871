import { describe, expect, it } from "vitest";
import { InvalidArgumentError, requireKnownOptions } from "../src/index.js";

describe("requireKnownOptions", () => {
  it("accepts known options, any of them absent", () => {
    expect(() => requireKnownOptions("run", { signal: 1 }, ["signal", "name"])).not.toThrow();
    expect(() => requireKnownOptions("run", {}, ["signal"])).not.toThrow();
  });

  it("refuses a misspelt option and names the right one", () => {
    const call = () => requireKnownOptions("run", { singal: 1 }, ["signal", "name"]);
    expect(call).toThrow(InvalidArgumentError);
    expect(call).toThrow("run has no option 'singal'. Did you mean 'signal'?");
  });

  it("lists what there is when nothing is near", () => {
    expect(() => requireKnownOptions("run", { color: 1 }, ["signal", "name"])).toThrow(
      "Known options: signal, name.",
    );
  });

  it.each([undefined, null, 5, ["signal"]])("refuses %j for options", (options) => {
    // @ts-expect-error -- no options
    const call = () => requireKnownOptions("run", options, ["signal"]);
    expect(call).toThrow(/^run got .* for its options\. Give an object\.$/);
  });
});
