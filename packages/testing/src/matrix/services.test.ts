import { signatures } from '@mortise/sdk';
import { Bank, Chat, Depot, GetStatus, ShipArrived } from '../../test/services.ts';
import { faultMatrix } from './fault-matrix.ts';

const status = { ok: true, id: '1' };

faultMatrix(GetStatus, { application: Depot, input: {}, reply: status });
faultMatrix(GetStatus, { application: Bank, input: {}, reply: status });
faultMatrix(GetStatus, { application: Chat, input: {}, reply: status });
for (const signature of [
  signatures.github(),
  signatures.hubspotV3(),
  signatures.shopify(),
  signatures.slack(),
  signatures.standardWebhooks(),
  signatures.stripe(),
  signatures.hmac({ header: 'x-signature', algorithm: 'sha512', encoding: 'base64url', prefix: 'v1=' }),
  signatures.sharedToken({ header: 'x-token', prefix: 'Token ' }),
  signatures.none(),
]) {
  class Arrived extends ShipArrived {
    override readonly signature = signature;
  }
  const except = signature.scheme === 'none' ? { badSignature: 'The harbour signs nothing.' } : {};
  faultMatrix(Arrived, { application: Depot, input: {}, reply: { ship: 'Beagle' }, output: { ship: 'Beagle' }, except });
}
