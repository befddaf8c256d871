/** The last of the sixty days that the orders are of. */
export const LAST_DAY = "2025-03-01";

/** The columns of numbers. */
export const numeric = ["quantity", "order_id", "price", "discount", "weight", "amount"];
/** Those of them that may hold NaN. */
export const floats = ["price", "discount", "weight"];
/** The columns of texts. */
export const text = ["status", "country", "email"];
/** The columns whose distinct values are counted. */
export const counted = ["status", "country", "email", "customer_id"];
