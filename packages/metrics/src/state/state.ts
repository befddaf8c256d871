import { DQXError } from "@dqx/common";
import { readField, type StateList, writeField } from "./state-field.js";

/** Stored state that this version of the library cannot read. */
export class StateFormatError extends DQXError {
  readonly _tag = "StateFormatError";
}

/**
 * How a state becomes bytes and comes back: one byte of format version, then a JSON list of its fields, each
 * marked with what it is.
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

/** A state's fields, in an order that never changes. */
export interface StateFormat<State> {
  /** How many fields there are. */
  readonly fields: number;
  /** The state that the fields are of. @throws RangeError when they are none */
  read(fields: StateList): State;
}

/**
 * A codec for a state that is a list of fields.
 *
 * @param version - the format's version, 1 to 255; a change of the fields needs a new one
 * @param toFields - the state's fields, in an order that never changes
 * @param fromFields - the state again
 * @param older - the formats of earlier versions, which are still read
 */
export function fieldsCodec<State>(
  version: number,
  toFields: (state: State) => StateList,
  fromFields: (fields: StateList) => State,
  older: ReadonlyMap<number, StateFormat<State>> = new Map(),
): StateCodec<State> {
  const encode = (state: State): Uint8Array => writeFields(version, toFields(state));
  return {
    encode,
    decode(bytes) {
      const [written = 0] = bytes;
      const earlier = older.get(written);
      if (written !== version && earlier === undefined) {
        const known = [...older.keys(), version].join(", ");
        throw new StateFormatError(
          `A stored state has format version ${bytes[0] ?? "none"}; this library reads version ${known}. Use the library version that wrote it.`,
        );
      }
      try {
        const fields = parseFields(bytes).map(readField);
        const state = earlier === undefined ? fromFields(fields) : earlier.read(fields);
        // A state has one form. Whatever else could be read (a field too many, an empty number) is damage.
        const isWhole = earlier === undefined || earlier.fields === fields.length;
        const again = earlier === undefined ? encode(state) : writeFields(written, fields);
        if (!isWhole || !isSame(again, bytes)) throw new RangeError("not as it was written");
        return state;
      } catch (cause) {
        throw new StateFormatError("A stored state is damaged: its bytes cannot be read.", { cause });
      }
    },
  };
}

function writeFields(version: number, fields: StateList): Uint8Array {
  const body = new TextEncoder().encode(JSON.stringify(fields.map(writeField)));
  const bytes = new Uint8Array(body.length + 1);
  bytes[0] = version;
  bytes.set(body, 1);
  return bytes;
}

function parseFields(bytes: Uint8Array): readonly unknown[] {
  const fields: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(1)));
  if (!Array.isArray(fields)) throw new RangeError("not a list");
  return fields;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
