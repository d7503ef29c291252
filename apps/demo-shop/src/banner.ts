import type { DemoShop } from './demo-shop.ts';

/** Where everything is: printed by the command and shown at `/`. */
export function banner({ url, clientId, clientSecret }: Pick<DemoShop, 'url' | 'clientId' | 'clientSecret'>) {
  return `Demo shop at ${url}

  REST      ${url}/api/orders  /api/customers  /api/products  /api/webhooks
  GraphQL   ${url}/graphql
  SOAP      ${url}/soap?wsdl
  OAuth2    ${url}/.well-known/oauth-authorization-server
  Faults    ${url}/_control/faults
  Figures   ${url}/_control/stats

  Client    ${clientId}
  Secret    ${clientSecret}

  A token:  curl -u ${clientId}:${clientSecret} -d grant_type=client_credentials ${url}/oauth/token`;
}
