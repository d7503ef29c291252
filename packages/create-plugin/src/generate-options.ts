import type { Choose, Wanted } from './choose.ts';

/** What a person wants of a description. */
export interface GenerateOptions {
  readonly wanted: Wanted;
  readonly ask: Choose | undefined;
  /** Where the service is, where the description does not say it or says it wrong. */
  readonly url: string | undefined;
}
