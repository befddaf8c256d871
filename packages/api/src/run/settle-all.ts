/**
 * Waits for everything to end before it fails, so that nothing goes on behind an error: a source that is still
 * read must not be closed by whoever handles it.
 *
 * @param promises - what was begun together
 * @returns all results, in order
 * @throws the first error, by place
 */
export async function settleAll<Results extends readonly unknown[]>(
  promises: {
    readonly [Index in keyof Results]: Promise<Results[Index]>;
  },
): Promise<Results> {
  const settled = await Promise.allSettled(promises);
  const failed = settled.find((result) => result.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  return Promise.all(promises);
}
