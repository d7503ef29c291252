/** Amounts are decimal strings on the wire and whole cents in between, so that nothing is lost to rounding. */
export function toCents(amount: string) {
  return Math.round(Number(amount) * 100);
}

export function fromCents(cents: number) {
  return (cents / 100).toFixed(2);
}
