import { associated } from '../associated.ts';
import { Company } from '../company.ts';
import { RecordList } from '../record-list.ts';

/** @see https://developers.hubspot.com/docs/api-reference/latest/crm/objects/companies/get-companies */
export class ListCompanies extends RecordList {
  readonly name = 'list-companies';
  readonly title = 'List companies';
  readonly objectType = 'companies';
  readonly output = Company.extend(associated);
}
