import type { Format } from "./format.js";
import { networkAddresses } from "./tables/addresses.js";
import { codes } from "./tables/codes.js";
import { contacts } from "./tables/contacts.js";
import { conversions } from "./tables/conversions.js";
import { boundedNumbers } from "./tables/numbers.js";
import { registrationNumbers } from "./tables/registration-numbers.js";

const table = {
  ...networkAddresses,
  ...registrationNumbers,
  ...codes,
  ...boundedNumbers,
  ...contacts,
  ...conversions,
};

/** The names of the formats. */
export type FormatName = keyof typeof table;

/** The one table of formats: what each means, and how a text is tested for it. */
export const formats: { readonly [Name in FormatName]: Format } = table;

/** Whether there is a format of a name. @param name - any text */
export function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(formats, name);
}
