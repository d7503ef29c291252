import { CheckNumber, GetShip, ListShips } from '../../test/queries.ts';
import { Chat, Depot } from '../../test/services.ts';
import { faultMatrix } from './fault-matrix.ts';

faultMatrix(GetShip, { application: Depot, input: { id: '1' }, reply: { data: { ship: { id: '1' } } } });
faultMatrix(ListShips, {
  input: {},
  reply: { data: { ships: { nodes: [{ id: '1' }], pageInfo: { hasNextPage: true, endCursor: 'b' } } } },
});
faultMatrix(CheckNumber, {
  application: Chat,
  input: { number: '7' },
  reply:
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><checkNumberResponse xmlns="urn:check"><valid>true</valid></checkNumberResponse></s:Body></s:Envelope>',
});
