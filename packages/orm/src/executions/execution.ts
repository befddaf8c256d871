import type { ExecutionId, ResultKey } from "@dqx/common";

/** Every way in which an execution can end. */
export const endStatuses = ["PASSED", "FAILED", "ERROR", "EMPTY", "INTERRUPTED"] as const;

/** How an execution ended: `EMPTY` when nothing was asserted in it, `INTERRUPTED` when its run was told to stop. */
export type EndStatus = (typeof endStatuses)[number];

/** Every way in which an execution can stand. */
export const executionStatuses = ["RUNNING", "ABANDONED", ...endStatuses] as const;

/** How an execution stands: `RUNNING`; `ABANDONED` when it runs and its lease is over; or how it ended. */
export type ExecutionStatus = (typeof executionStatuses)[number];

/** What is recorded of an execution when it begins. */
export interface NewExecution {
  readonly executionId: ExecutionId;
  /** The suite's name. */
  readonly suite: string;
  /** What it verifies. */
  readonly key: ResultKey;
  /** The names of the datasets. */
  readonly datasets?: readonly string[];
  /** What runs, by name: `{ "@dqx/api": "0.1.0", node: "20.20.2" }`. */
  readonly versions?: Readonly<Record<string, string>>;
  /** Where it runs. */
  readonly host?: string;
  /** The execution whose history it reuses. */
  readonly parentId?: ExecutionId;
}

/** An execution as it is recorded. Those that only wrote metrics have neither suite nor key nor status. */
export interface Execution extends Partial<Omit<NewExecution, "executionId">> {
  readonly executionId: ExecutionId;
  readonly status?: ExecutionStatus;
  /** Milliseconds since 1970 UTC. */
  readonly startedAt: number;
  /** Milliseconds since 1970 UTC. */
  readonly finishedAt?: number;
  /** Until when the run that claimed it is taken to be alive, in milliseconds since 1970 UTC. */
  readonly leasedUntil?: number;
}

/** Which executions are listed; all of them by default. */
export interface ExecutionFilter {
  readonly suite?: string;
  /** The first date of the key, included. */
  readonly from?: string;
  /** The last date of the key, included. */
  readonly until?: string;
  readonly status?: ExecutionStatus;
  /** The key's tags, all of them. */
  readonly tags?: ResultKey["tags"];
  /** How many at most, 100 by default. */
  readonly limit?: number;
  /** Where the page before ended. */
  readonly cursor?: string;
}

/** Executions, the latest first. */
export interface ExecutionPage {
  readonly executions: readonly Execution[];
  /** Given to the next call; absent on the last page. */
  readonly cursor?: string;
}
