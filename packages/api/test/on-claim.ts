import type { ClaimOptions, ExecutionClaim, MetricStore } from "@dqx/orm";

/**
 * Gets at the claims of a store's runs, through which all of their writes go.
 *
 * @param db - the store, whose `claimExecution` is replaced
 * @param use - is given each claim before its run
 * @param options - what else it is claimed with
 */
export function onClaim(
  db: MetricStore,
  use: (claim: ExecutionClaim) => void,
  options: ClaimOptions = {},
): void {
  const claimExecution = db.claimExecution.bind(db);
  db.claimExecution = async (execution, given) => {
    const claim = await claimExecution(execution, { ...given, ...options });
    use(claim);
    return claim;
  };
}
