import { describe, expect, it } from "vitest";
import { type DemandFacts, InvalidArgumentError, qualityDimensions, requireFacts } from "../src/index.js";

const refusal = (facts: Readonly<Record<string, unknown>>) => () =>
  requireFacts("config in check 'a'", facts);

describe("requireFacts", () => {
  it("takes all facts, and none", () => {
    const facts: DemandFacts = {
      name: "amounts",
      severity: "P0",
      tags: ["money"],
      dimension: "validity",
      owner: "billing",
      description: "Nobody pays less than nothing.",
      runbook: "https://wiki.example.com/amounts",
    };
    expect(() => requireFacts("config", facts)).not.toThrow();
    expect(() => requireFacts("config", {})).not.toThrow();
    for (const dimension of qualityDimensions)
      expect(() => requireFacts("config", { dimension })).not.toThrow();
  });

  it.each(["name", "owner", "description", "runbook"])("refuses a %s that is no text", (name) => {
    expect(refusal({ [name]: 1 })).toThrow(InvalidArgumentError);
    expect(refusal({ [name]: " " })).toThrow(`config in check 'a' got the ${name} " ". Give a text`);
    expect(refusal({ [name]: "\ud800" })).toThrow("half of a character");
  });

  it("names the dimension that was meant, or all", () => {
    expect(refusal({ dimension: "vaildity" })).toThrow("Did you mean 'validity'?");
    expect(refusal({ dimension: "beauty" })).toThrow("Give one of completeness, validity");
    expect(refusal({ dimension: 7 })).toThrow("Give one of completeness");
  });

  it("refuses severities and tags that are none", () => {
    expect(refusal({ severity: "high" })).toThrow("Give one of P0, P1, P2, P3");
    expect(refusal({ tags: "money" })).toThrow("Give a list of texts");
    expect(refusal({ tags: ["money", 1] })).toThrow("Give a list of texts");
    expect(refusal({ tags: [""] })).toThrow("empty tag");
    expect(refusal({ tags: ["\udc00"] })).toThrow("half of a character");
  });
});
