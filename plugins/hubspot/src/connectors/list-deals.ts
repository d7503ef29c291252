import { associated } from '../associated.ts';
import { Deal } from '../deal.ts';
import { RecordList } from '../record-list.ts';

/** @see https://developers.hubspot.com/docs/api-reference/latest/crm/objects/deals/get-deals */
export class ListDeals extends RecordList {
  readonly name = 'list-deals';
  readonly title = 'List deals';
  readonly objectType = 'deals';
  readonly output = Deal.extend(associated);
}
