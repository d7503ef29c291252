import { associated } from '../associated.ts';
import { Contact } from '../contact.ts';
import { RecordList } from '../record-list.ts';

/** @see https://developers.hubspot.com/docs/api-reference/latest/crm/objects/contacts/get-contacts */
export class ListContacts extends RecordList {
  readonly name = 'list-contacts';
  readonly title = 'List contacts';
  readonly objectType = 'contacts';
  readonly output = Contact.extend(associated);
}
