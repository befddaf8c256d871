import { InvalidArgumentError, showValue } from "@dqx/common";
import type { StateDefinition } from "../state/state.js";

/** The states whose codecs are known to be right. */
const tried = new WeakSet<object>();

/**
 * Tries a state's codec on the state of no rows, once: one that is wrong would else be met when the first values are
 * stored. It is tried for the first spec, since trying the whole catalogue's takes a process that imports it 8 ms.
 *
 * @param type - the metric's name
 * @param state - what the metric keeps
 * @throws {@link InvalidArgumentError} when the bytes are none, or are not those of the state that comes back
 */
export function requireCodec<State>(type: string, state: StateDefinition<State>): void {
  if (tried.has(state)) return;
  const bytes: unknown = attempt(type, "encode", () => state.encode(state.identity));
  if (!(bytes instanceof Uint8Array)) {
    throw new InvalidArgumentError(
      `${type}: state.encode(state.identity) gives ${showValue(bytes)}. Give a Uint8Array; fieldsCodec() makes both functions.`,
    );
  }
  const again = attempt(type, "decode", () => state.encode(state.decode(bytes)));
  if (bytes.length === again.length && bytes.every((byte, index) => byte === again[index])) {
    tried.add(state);
    return;
  }
  throw new InvalidArgumentError(
    `${type}: state.decode() does not give back what state.encode() was given: of the state of no rows other bytes come out. Make one the inverse of the other; fieldsCodec() makes both.`,
  );
}

function attempt<Result>(type: string, what: "encode" | "decode", work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new InvalidArgumentError(
      `${type}: state.${what}() fails on the state of no rows: ${said}. Correct it; fieldsCodec() makes both functions.`,
      { cause },
    );
  }
}
