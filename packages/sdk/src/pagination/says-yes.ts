/** Whether a field such as `has_more` says that there is more; some services write their yes and no as text. */
export function saysYes(value: unknown): boolean {
  if (typeof value === 'string') return !['', '0', 'false', 'no'].includes(value.toLowerCase());
  return Boolean(value);
}
