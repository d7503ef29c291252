import { definePlugin } from '@mortise/sdk';
import { Download } from './connectors/download.ts';
import { Graphql } from './connectors/graphql.ts';
import { List } from './connectors/list.ts';
import { Request } from './connectors/request.ts';
import { Soap } from './connectors/soap.ts';
import { Upload } from './connectors/upload.ts';
import { Http } from './http.application.ts';
import { NewItems } from './polling-triggers/new-items.ts';
import { StandardWebhook } from './webhooks/standard-webhook.ts';
import { Webhook } from './webhooks/webhook.ts';
import { WebhookWithHmac } from './webhooks/webhook-with-hmac.ts';
import { WebhookWithToken } from './webhooks/webhook-with-token.ts';

export default definePlugin({
  application: Http,
  connectors: [Download, Graphql, List, Request, Soap, Upload],
  webhooks: [StandardWebhook, Webhook, WebhookWithHmac, WebhookWithToken],
  pollingTriggers: [NewItems],
});
