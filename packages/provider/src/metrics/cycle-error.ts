import { DQXError } from "@dqx/common";

/** Things that need each other in a circle, so that none can be computed first. */
export class CycleError extends DQXError {
  readonly _tag = "CycleError";
  /** What stands in the circle, in order; the last is the first again. */
  readonly cycle: readonly string[];

  /** @param cycle - what stands in the circle, in order; the last is the first again */
  constructor(cycle: readonly string[]) {
    super(`These need each other in a circle: ${cycle.join(" → ")}. Break the circle at one of them.`);
    this.cycle = cycle;
  }
}
