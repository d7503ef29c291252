import { type InputOf, path, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { apiVersion } from '../api-version.ts';
import { Note } from '../note.ts';
import { owner } from '../pickers.ts';
import { associations, properties, textProperty, timestamp } from '../writing.ts';

/** @see https://developers.hubspot.com/docs/api-reference/latest/crm/activities/notes/create-note */
export class CreateNote extends RestConnector {
  readonly name = 'create-note';
  readonly title = 'Create a note';
  readonly input = z.object({
    hs_timestamp: timestamp,
    hs_note_body: textProperty('Text', 'May be HTML; at most 65,536 characters'),
    hubspot_owner_id: owner,
    properties,
    associations,
  });
  readonly output = Note;

  request({ associations, properties, ...named }: InputOf<CreateNote>) {
    return post(path`/crm/objects/${apiVersion}/notes`, { json: { properties: { ...properties, ...named }, associations } });
  }
}
