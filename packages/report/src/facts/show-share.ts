/**
 * A share in per cent, which is 0 % or 100 % only when it is.
 *
 * @param part - how many
 * @param whole - of how many, above 0
 * @returns for example `12.5 %`, `< 0.1 %` or `> 99.9 %`
 */
export function showShare(part: number, whole: number): string {
  const percent = (part / whole) * 100;
  if (part > 0 && percent < 0.1) return "< 0.1 %";
  if (part < whole && percent > 99.9) return "> 99.9 %";
  return `${Number(percent.toFixed(1))} %`;
}
