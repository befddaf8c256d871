/** Why a derived metric has no value although all of its inputs have one: a closed union, told apart by `kind`. */
export type DerivationFailure =
  | {
      readonly kind: "zeroDenominator";
      /** The place of the input that is 0 and divided by. */
      readonly input: number;
    }
  | {
      readonly kind: "notFinite";
      /** The calculation with its numbers, for example `1e+300 / 1e-300`. */
      readonly calculation: string;
    }
  | {
      readonly kind: "undefined";
      /** Why these readings have no result, for example `the history has no spread`. */
      readonly reason: string;
    };
