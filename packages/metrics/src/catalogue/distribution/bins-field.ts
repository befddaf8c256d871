import { InvalidArgumentError } from "@dqx/common";
import { type ParameterField, wholeNumberField } from "../../definition/parameter-field.js";

const MAXIMUM_BINS = 200;
const { decode } = wholeNumberField(1);

/** How many bins a histogram has. */
export const binsField: ParameterField<number> = {
  description: `a whole number from 1 to ${MAXIMUM_BINS}`,
  decode(value, place) {
    const bins = decode(value, place);
    if (bins <= MAXIMUM_BINS) return bins;
    throw new InvalidArgumentError(`${place} is ${bins}. Give at most ${MAXIMUM_BINS}.`);
  },
};
