import { Either } from "@dqx/common";

/** A metric whose columns are not there, or hold something else than it needs. */
export interface BindingFailure {
  readonly _tag: "BindingFailure";
  readonly reason: string;
}

/** Fails to bind, for a reason. */
export function bindingFailure(reason: string): Either.Either<never, BindingFailure> {
  return Either.left({ _tag: "BindingFailure", reason });
}
