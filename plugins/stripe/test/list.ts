/** A page of a list of Stripe. */
export function listOf(data: readonly object[], url: string, has_more = false) {
  return { object: 'list', url, has_more, data };
}
