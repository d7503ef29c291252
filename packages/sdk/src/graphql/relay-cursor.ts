/** What a connection says about its pages. @see https://relay.dev/graphql/connections.htm#sec-undefined.PageInfo */
export interface PageInfo {
  readonly hasNextPage?: boolean | null | undefined;
  readonly endCursor?: string | null | undefined;
}

/** The cursor of the next page, `undefined` on the last one: `return { items, cursor: relayCursor(data.orders.pageInfo) }`. */
export function relayCursor({ hasNextPage, endCursor }: PageInfo): string | undefined {
  return hasNextPage ? (endCursor ?? undefined) : undefined;
}
