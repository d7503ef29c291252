import { type InputOf, PollingTrigger, path, post, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';
import { apiVersion } from '../api-version.ts';
import { Contact } from '../contact.ts';
import { firstResult } from '../search.ts';

/** The search learns of a change a little after it was made. */
const searchDelay = 60_000;

/** @see https://developers.hubspot.com/docs/api-reference/latest/crm/objects/contacts/search/search-contacts */
export class ContactChanged extends PollingTrigger {
  readonly name = 'contact-changed';
  readonly title = 'Contact changed';
  override readonly description = 'A contact that was created or changed.';
  readonly input = z.object({
    properties: z
      .array(z.string().min(1))
      .default([])
      .meta({ title: 'Properties', description: 'Internal names, besides the usual ones' }),
  });
  readonly output = Contact;
  readonly response = z.looseObject({
    results: z.array(Contact),
    paging: z.looseObject({ next: z.looseObject({ after: z.string() }).optional() }).optional(),
  });

  /**
   * The oldest change first; where nothing is known yet, the newest, which is where it begins. `<instant>|<id>` asks for what
   * changed at that instant and has a greater id, `<instant>|` for what changed after it.
   */
  request({ properties }: InputOf<ContactChanged>, since?: string) {
    const [value, id] = since?.split('|') ?? [];
    const time = 'lastmodifieddate';
    const changed = { propertyName: time, operator: id ? 'EQ' : id === '' ? 'GT' : 'GTE', value };
    const filters = id ? [changed, { propertyName: 'hs_object_id', operator: 'GT', value: id }] : [changed];
    return post(path`/crm/objects/${apiVersion}/contacts/search`, {
      json: {
        filterGroups: value === undefined ? [] : [{ filters }],
        sorts: [{ propertyName: id ? 'hs_object_id' : time, direction: since === undefined ? 'DESCENDING' : 'ASCENDING' }],
        properties: [...new Set(['email', 'firstname', 'lastname', time, ...properties])],
        limit: 200,
        after: firstResult,
      },
    });
  }

  poll({ results, paging }: ResponseOf<ContactChanged>, since?: string) {
    const [instant, id] = since?.split('|') ?? [];
    const isFull = paging?.next !== undefined;
    if (id) return { items: results, since: `${instant}|${isFull ? (results.at(-1)?.id ?? '') : ''}`, more: true };
    const times = results.map((contact) => Date.parse(changedAt(contact)));
    const [first, last] = [times[0], times.at(-1)];
    if (first === undefined || last === undefined) {
      return { items: results, ...(id === '' && { since: String(Number(instant) - searchDelay) }) };
    }
    if (!isFull || first > last) return { items: results, since: String(Math.max(first, last) - searchDelay) };
    // A page whose contacts all changed at once, as by an import, gives no later time to ask from.
    return { items: results, since: first === last ? `${last}|${firstResult}` : String(last), more: true };
  }

  key(contact: Contact) {
    return `${contact.id} ${changedAt(contact)}`;
  }
}

function changedAt({ properties, updatedAt }: Contact): string {
  return properties.lastmodifieddate ?? updatedAt;
}
