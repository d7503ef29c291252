import { definePlugin } from '@mortise/sdk';
import { Acme } from './acme.application.ts';
import { GetItem } from './connectors/get-item.ts';

export default definePlugin({
  application: Acme,
  connectors: [GetItem],
});
