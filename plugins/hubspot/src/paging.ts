import { byCursor } from '@mortise/sdk';
import { z } from 'zod';

/** The answer of every list. */
export const ListResponse = z.looseObject({ results: z.array(z.unknown()) });

/** Lists take the cursor in the query. */
export const pagination = byCursor({ parameter: 'after', next: 'paging.next.after' });
