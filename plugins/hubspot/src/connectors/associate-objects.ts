import { type InputOf, path, put, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { apiVersion } from '../api-version.ts';
import { batchAnswer } from '../batch-answer.ts';
import { responsesToOne } from '../responses.ts';

const objectType = (title: string) =>
  z.string().min(1).meta({ title, description: 'For example contacts, companies, deals, or the id of a custom type' });
const objectId = (title: string) => z.string().min(1).meta({ title });
const end = z.looseObject({ id: z.string() });

/** @see https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associate-records/guide */
export class AssociateObjects extends RestConnector {
  readonly name = 'associate-objects';
  readonly title = 'Associate two records';
  override readonly description = 'With the default, unlabelled association of their kinds.';
  readonly input = z.object({
    fromObjectType: objectType('Kind of the first record'),
    fromObjectId: objectId('Id of the first record'),
    toObjectType: objectType('Kind of the second record'),
    toObjectId: objectId('Id of the second record'),
  });
  override readonly responses = responsesToOne;
  readonly output = batchAnswer(
    z.looseObject({
      from: end,
      to: end,
      associationSpec: z.looseObject({ associationCategory: z.string(), associationTypeId: z.int() }),
    }),
  );

  request({ fromObjectType, fromObjectId, toObjectType, toObjectId }: InputOf<AssociateObjects>) {
    const from = path`/crm/objects/${apiVersion}/${fromObjectType}/${fromObjectId}`;
    return put(`${from}${path`/associations/default/${toObjectType}/${toObjectId}`}`);
  }
}
