/** What Node's timers count up to, in milliseconds. */
export const LONGEST_TIMER = 2 ** 31 - 1;
