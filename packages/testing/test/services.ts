import { Application, basic, customLogin, get, oauth1, RestConnector, secret, signatures, text, Webhook } from '@mortise/sdk';
import { z } from 'zod';

/** A service whose login is a request of its own. */
export class Depot extends Application {
  readonly name = 'depot';
  readonly title = 'Depot';
  readonly description = 'Goods and where they lie.';
  override readonly authentication = customLogin({
    fields: z.object({ user: text('User'), password: secret('Password') }),
    request: { method: 'POST', path: '/login/{user}', json: { password: '{password}' } },
    token: 'data.token',
    expiresIn: 'data.seconds',
  });

  baseUrl() {
    return 'https://depot.example/api';
  }
}

/** A service that signs requests and wants a client certificate. */
export class Bank extends Application {
  readonly name = 'bank';
  readonly title = 'Bank';
  readonly description = 'Accounts and payments.';
  override readonly authentication = oauth1();
  override readonly clientCertificate = true;

  baseUrl() {
    return 'https://bank.example';
  }
}

/** A service that says no in answers that say yes. */
export class Chat extends Application {
  readonly name = 'chat';
  readonly title = 'Chat';
  readonly description = 'Messages.';
  override readonly authentication = basic();
  override readonly bodyRefusal = {
    field: 'ok',
    is: false,
    code: 'error',
    message: 'detail.text',
    signIn: ['invalid_auth'],
    retry: ['busy'],
  };

  baseUrl() {
    return 'https://chat.example';
  }
}

export class GetStatus extends RestConnector {
  readonly name = 'get-status';
  readonly title = 'Get the status';
  readonly input = z.object({});
  readonly output = z.looseObject({ id: z.string() });

  request() {
    return get('/status');
  }
}

/** Made anew for each scheme of signatures. */
export class ShipArrived extends Webhook {
  readonly name = 'ship-arrived';
  readonly title = 'Ship arrived';
  readonly input = z.object({});
  readonly output = z.looseObject({ ship: z.string() });
  readonly signature: Webhook['signature'] = signatures.github();
  override readonly event = { header: 'x-event', is: 'ship.arrived' };
  override readonly deliveryId = { header: 'x-delivery' };
}
