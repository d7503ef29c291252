import { get, type InputOf, PagedConnector, path, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';
import { apiVersion } from './api-version.ts';
import { ListResponse, pagination } from './paging.ts';
import { listing, readingQuery } from './reading.ts';

/** Lists the records of one kind. */
export abstract class RecordList extends PagedConnector {
  /** As it stands in the address, for example `contacts`. */
  abstract readonly objectType: string;
  readonly input = z.object(listing);
  readonly response = ListResponse;
  readonly pagination = pagination;

  request(query: InputOf<RecordList>) {
    return get(path`/crm/objects/${apiVersion}/${this.objectType}`, { query: readingQuery(query) });
  }

  items({ results }: ResponseOf<RecordList>) {
    return results;
  }
}
