import { definePlugin } from '@mortise/sdk';
import { CheckVat } from './connectors/check-vat.ts';
import { CheckVatWithProof } from './connectors/check-vat-with-proof.ts';
import { GetStatus } from './connectors/get-status.ts';
import { Vies } from './vies.application.ts';

export default definePlugin({ application: Vies, connectors: [CheckVat, CheckVatWithProof, GetStatus] });
