import { GraphqlBatchConnector, GraphqlConnector, type InputOf, type ResponseOf, relayCursor, SoapConnector } from '@mortise/sdk';
import { z } from 'zod';

const Ship = z.looseObject({ id: z.string() });

export class GetShip extends GraphqlConnector {
  readonly name = 'get-ship';
  readonly title = 'Get a ship';
  readonly input = z.object({ id: z.string() });
  readonly output = z.looseObject({ ship: Ship });
  readonly query = 'query GetShip($id: ID!) { ship(id: $id) { id } }';
}

export class ListShips extends GraphqlBatchConnector {
  readonly name = 'list-ships';
  readonly title = 'List ships';
  readonly input = z.object({});
  readonly output = Ship;
  readonly response = z.object({
    ships: z.object({
      nodes: z.array(z.unknown()),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
    }),
  });
  readonly query = 'query ListShips($after: String) { ships(after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }';
  override readonly partialData = 'accept';

  page({ ships }: ResponseOf<ListShips>) {
    return { items: ships.nodes, cursor: relayCursor(ships.pageInfo) };
  }
}

export class CheckNumber extends SoapConnector {
  readonly name = 'check-number';
  readonly title = 'Check a number';
  readonly input = z.object({ number: z.string() });
  readonly output = z.looseObject({ valid: z.string() });
  readonly path = '/check';
  readonly namespace = 'urn:check';

  body({ number }: InputOf<CheckNumber>) {
    return { checkNumber: { number } };
  }
}
