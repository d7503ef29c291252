import { GraphqlBatchConnector, type ResponseOf, relayCursor } from '@mortise/sdk';
import { z } from 'zod';
import { adminPath, passingFaults } from './admin-connector.ts';
import { Connection } from './connection.ts';

/** A query that lists one field, and calls it `answer`. */
export abstract class AdminBatchConnector extends GraphqlBatchConnector {
  override readonly path = adminPath;
  override readonly retryCodes = passingFaults;
  readonly response = z.looseObject({ answer: Connection });

  page({ answer: { nodes, pageInfo } }: ResponseOf<AdminBatchConnector>) {
    return { items: nodes, cursor: relayCursor(pageInfo) };
  }
}
