import { DQXError } from "@dqx/common";
import { type ExactNumber, exactNumber, showExact } from "./exact-number.js";

/** Stored state that this version of the library cannot read. */
export class StateFormatError extends DQXError {
  readonly _tag = "StateFormatError";
}

/** A field of a state as it is stored: absent, a count, or a number with all its digits. */
export type StateField = null | ExactNumber;

/**
 * How a state becomes bytes and comes back: one byte of format version, then a JSON list of its fields,
 * doubles marked so that they return as doubles.
 */
export interface StateCodec<State> {
  encode(state: State): Uint8Array;
  /** @throws {@link StateFormatError} when the bytes are of another version or damaged */
  decode(bytes: Uint8Array): State;
}

/** What a metric keeps of the data it has seen. */
export interface StateDefinition<State> extends StateCodec<State> {
  /** The state of no rows. */
  readonly identity: State;
  /** The state of two parts together; absent where the mathematics does not allow it. */
  readonly merge?: (a: State, b: State) => State;
}

/** A state that merges: `merge(state(A), state(B)) = state(A ∪ B)`. */
export interface MergeableStateDefinition<State> extends StateDefinition<State> {
  readonly merge: (a: State, b: State) => State;
}

/**
 * A codec for a state that is a fixed list of numbers.
 *
 * @param version - the format's version, 1 to 255; a change of the fields needs a new one
 * @param toFields - the state's fields, in an order that never changes
 * @param fromFields - the state again
 */
export function fieldsCodec<State>(
  version: number,
  toFields: (state: State) => readonly StateField[],
  fromFields: (fields: readonly StateField[]) => State,
): StateCodec<State> {
  function encode(state: State): Uint8Array {
    const body = new TextEncoder().encode(JSON.stringify(toFields(state).map(writeField)));
    const bytes = new Uint8Array(body.length + 1);
    bytes[0] = version;
    bytes.set(body, 1);
    return bytes;
  }
  return {
    encode,
    decode(bytes) {
      if (bytes[0] !== version) {
        throw new StateFormatError(
          `A stored state has format version ${bytes[0] ?? "none"}; this library reads version ${version}. Use the library version that wrote it.`,
        );
      }
      try {
        const state = fromFields(parseFields(bytes).map(readField));
        // A state has one form. Whatever else could be read (a field too many, an empty number) is damage.
        if (!isSame(encode(state), bytes)) throw new RangeError("not as it was written");
        return state;
      } catch (cause) {
        throw new StateFormatError("A stored state is damaged: its bytes cannot be read.", { cause });
      }
    },
  };
}

/** Reads a field that holds a number. */
export function requireField(fields: readonly StateField[], index: number): ExactNumber {
  const field = fields[index];
  if (field === undefined || field === null) throw new RangeError(`field ${index} is absent`);
  return field;
}

/** Reads a field that holds a double or a count, as a double. */
export function requireDouble(fields: readonly StateField[], index: number): number {
  const field = requireField(fields, index);
  if (typeof field !== "number") throw new RangeError(`field ${index} is not a double`);
  return field;
}

function parseFields(bytes: Uint8Array): readonly unknown[] {
  const fields: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(1)));
  if (!Array.isArray(fields)) throw new RangeError("not a list");
  return fields;
}

// "d…" is a double, anything else the digits of a whole number or a decimal.
function writeField(field: StateField): string | null {
  if (field === null) return null;
  return typeof field === "number" ? `d${showExact(field)}` : showExact(field);
}

function readField(field: unknown): StateField {
  if (field === null) return null;
  if (typeof field !== "string") throw new RangeError("a field is not text");
  if (field.startsWith("d")) return Number(field.slice(1));
  return field.includes(".") ? exactNumber(field) : BigInt(field);
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
