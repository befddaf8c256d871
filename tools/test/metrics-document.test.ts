import { expect, it } from "vitest";
import { metricsDocument } from "../src/metrics-document.js";

it("docs/metrics.md shows every metric of the catalogue, with what comes out of its examples", async () => {
  // `vitest --update` writes it.
  await expect(await metricsDocument()).toMatchFileSnapshot("../../docs/metrics.md");
});
