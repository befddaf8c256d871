import { InvalidArgumentError } from "@dqx/common";
import { fieldsCodec, type MergeableStateDefinition } from "../state/state.js";
import { requireBytes } from "../state/state-field.js";

/** How many registers there are: 2^12. */
export const REGISTERS = 4096;
/** How many bits of a hash stand behind those that choose the register. */
const REST_BITS = 52;
/** The largest rank: no bit of the rest is set. */
const MAXIMUM_RANK = REST_BITS + 1;

/**
 * The standard error of an estimate, as a share of the number: 1.04 / √4096 = 1.625 %. Flajolet, Fusy, Gandouet and
 * Meunier, "HyperLogLog: the analysis of a near-optimal cardinality estimation algorithm" (2007).
 */
export const HYPERLOGLOG_ERROR = 1.04 / Math.sqrt(REGISTERS);

/** The registers of a HyperLogLog: the largest rank of a hash in each, 0 where there was none. */
export interface HyperLogLog {
  readonly registers: Uint8Array;
}

/** The state of approximate distinct counts. It merges exactly: the registers of the whole are the larger ones. */
export const hyperLogLogState: MergeableStateDefinition<HyperLogLog> = {
  identity: { registers: new Uint8Array(REGISTERS) },
  merge: (a, b) => ({
    registers: a.registers.map((rank, index) => Math.max(rank, b.registers[index] ?? 0)),
  }),
  ...fieldsCodec<HyperLogLog>(
    1,
    ({ registers }) => [registers],
    (fields) => {
      const registers = requireBytes(fields, 0);
      if (registers.length !== REGISTERS || registers.some((rank) => rank > MAXIMUM_RANK)) {
        throw new RangeError("not the registers of a HyperLogLog");
      }
      return { registers };
    },
  ),
};

/**
 * Makes registers of the smallest hash in each: the smallest one has the most leading zeros.
 *
 * @param smallest - by register, the smallest of the lower 52 bits of the hashes in it
 */
export function registersOf(smallest: Iterable<readonly [register: number, rest: bigint]>): HyperLogLog {
  const registers = new Uint8Array(REGISTERS);
  for (const [register, rest] of smallest) {
    if (registers[register] === undefined || rest < 0n || rest >= 2n ** BigInt(REST_BITS)) {
      throw new InvalidArgumentError(`Register ${register} of a HyperLogLog got ${rest}, which is no hash.`);
    }
    const bits = rest === 0n ? 0 : rest.toString(2).length;
    registers[register] = MAXIMUM_RANK - bits;
  }
  return { registers };
}

/**
 * The estimated number of distinct values: the improved raw estimator of Ertl, "New cardinality estimation algorithms
 * for HyperLogLog sketches" (2017), algorithm 6, which needs no correction for small or large numbers.
 *
 * @returns 0 for no values
 */
export function estimateDistinct({ registers }: HyperLogLog): number {
  const counts = new Array<number>(MAXIMUM_RANK + 1).fill(0);
  for (const rank of registers) counts[rank] = (counts[rank] ?? 0) + 1;
  const countOf = (rank: number): number => counts[rank] ?? 0;
  if (countOf(0) === REGISTERS) return 0;
  let z = REGISTERS * tau(1 - countOf(MAXIMUM_RANK) / REGISTERS);
  for (let rank = REST_BITS; rank >= 1; rank -= 1) z = (z + countOf(rank)) / 2;
  z += REGISTERS * sigma(countOf(0) / REGISTERS);
  return REGISTERS ** 2 / (2 * Math.LN2 * z);
}

// x + Σ x^(2^k) · 2^(k-1), for x below 1.
function sigma(start: number): number {
  let [x, y, z] = [start, 1, start];
  for (;;) {
    x *= x;
    const next = z + x * y;
    if (next === z) return z;
    y += y;
    z = next;
  }
}

// (1 - x - Σ (1 - x^(2^-k))² · 2^-k) / 3.
function tau(start: number): number {
  if (start === 0 || start === 1) return 0;
  let [x, y, z] = [start, 1, 1 - start];
  for (;;) {
    x = Math.sqrt(x);
    y /= 2;
    const next = z - (1 - x) ** 2 * y;
    if (next === z) return z / 3;
    z = next;
  }
}
