// Small changes that mix up executions, each of which a test of the changed package must notice: see mutants.mjs.
import { apiMutants } from "./mutants/api.mjs";
import { computeMutants } from "./mutants/compute.mjs";
import { providerMutants } from "./mutants/provider.mjs";
import { storeReadMutants } from "./mutants/store-reads.mjs";
import { storeWriteMutants } from "./mutants/store-writes.mjs";

/** All mutants, those of the store first. */
export const mutants = [
  ...storeWriteMutants,
  ...storeReadMutants,
  ...providerMutants,
  ...computeMutants,
  ...apiMutants,
];
