/** What the Admin API answers to a document whose one field is `answer`. */
export function answer(content: unknown) {
  const throttleStatus = { maximumAvailable: 2000, currentlyAvailable: 1990, restoreRate: 100 };
  return { data: { answer: content }, extensions: { cost: { requestedQueryCost: 10, actualQueryCost: 10, throttleStatus } } };
}

/** A page of a list; with a cursor, more follow. */
export function listOf(nodes: readonly unknown[], endCursor: string | null = null) {
  return { nodes, pageInfo: { hasNextPage: endCursor !== null, endCursor } };
}

/** The same, as the answer. */
export function page(nodes: readonly unknown[], endCursor?: string) {
  return answer(listOf(nodes, endCursor));
}
