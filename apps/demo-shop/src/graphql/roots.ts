import { GraphQLError } from 'graphql';
import type { Customer } from '../data/customers.ts';
import type { Store } from '../data/store.ts';

const WITHOUT_CREDIT_LIMIT = 'cus_013';

interface CustomersArguments {
  first: number;
  after?: string | null;
  country?: string | null;
}

/** What the fields of the schema resolve to. */
export function roots(store: Store) {
  return {
    customer({ id }: { id: string }) {
      const customer = store.customer(id);
      return customer && node(store, customer);
    },

    customers({ first, after, country }: CustomersArguments) {
      if (first < 1 || first > 100) throw badInput('first must be between 1 and 100.');
      const all = store.customers.filter((customer) => !country || customer.country === country);
      const from = after ? positionAfter(all, after) : 0;
      const shown = all.slice(from, from + first);
      const edges = shown.map((customer) => ({ cursor: toCursor(customer), node: node(store, customer) }));
      const pageInfo = { hasNextPage: from + first < all.length, endCursor: edges.at(-1)?.cursor ?? null };
      return { edges, pageInfo, totalCount: all.length };
    },
  };
}

function node(store: Store, customer: Customer) {
  return {
    ...customer,
    orders: () => store.orders.filter(({ customerId }) => customerId === customer.id),
    creditLimit() {
      if (customer.id !== WITHOUT_CREDIT_LIMIT) return customer.vatNumber ? '5000.00' : '500.00';
      throw new GraphQLError('The credit limit cannot be read right now.', { extensions: { code: 'UPSTREAM_UNAVAILABLE' } });
    },
  };
}

function toCursor({ id }: Customer) {
  return Buffer.from(`after:${id}`).toString('base64url');
}

function positionAfter(customers: readonly Customer[], cursor: string) {
  const position = customers.findIndex((customer) => toCursor(customer) === cursor);
  if (position === -1) throw badInput('after is not a cursor that this list gave.');
  return position + 1;
}

function badInput(message: string) {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
