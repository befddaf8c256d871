import type { Dialect } from "../dialect/dialect.js";
import type { SourceSample } from "../source/sampled-source.js";
import type { ScanPlan } from "./plan-scan.js";
import type { PlannedStatement } from "./planned-statement.js";
import type { Relation } from "./relation.js";

/** One relation of a source's plan: the statements that read it, or why the engine cannot describe it. */
export type RelationPlan =
  | {
      readonly kind: "scan";
      readonly relation: Relation;
      readonly scan: ScanPlan;
      /** About how many rows each statement reads; absent when the engine was not asked, or does not say. */
      readonly expectedRows?: number;
    }
  | { readonly kind: "unreadable"; readonly relation: Relation; readonly reason: string };

/** What is run to measure metrics on one source, as data: it can be printed without being run. */
export interface SourcePlan {
  /** The source's name. */
  readonly dataset: string;
  readonly dialect: Dialect;
  readonly relations: readonly RelationPlan[];
  /** What is read of the rows; absent when all are. */
  readonly sample?: SourceSample;
}

/**
 * The statements of a source's plan. Each reads its relation once.
 *
 * @param plan - the plan
 * @returns its statements in the order in which they run
 */
export function plannedStatements(plan: SourcePlan): readonly PlannedStatement[] {
  return plan.relations.flatMap((relation) => (relation.kind === "scan" ? relation.scan.statements : []));
}
