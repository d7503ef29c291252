import { run } from '@mortise/sdk';
import { describe, expect, it } from 'vitest';
import { callsOf, openShop } from '../../test/open-shop.ts';
import { CheckVat } from './check-vat.ts';

describe('CheckVat', () => {
  it('asks for a number with its zeros, and tells whose it is', async () => {
    const { shop, connection } = await openShop();

    const company = await run(CheckVat, { countryCode: 'CZ', vatNumber: '00680637' }, { connection });

    expect(callsOf(shop)).toMatchObject([
      { method: 'POST', path: '/soap', body: expect.stringContaining('<vatNumber>00680637</vatNumber>') },
    ]);
    expect(company).toEqual({ valid: true, name: 'Truhlárna Novák', address: 'Brno, CZ' });
  });

  it('tells that nobody has the number', async () => {
    const { connection } = await openShop();
    expect(await run(CheckVat, { countryCode: 'CZ', vatNumber: '680637' }, { connection })).toEqual({ valid: false });
  });

  it('says what the shop does not accept, and does not ask again', async () => {
    const { shop, connection } = await openShop();
    await expect(run(CheckVat, { countryCode: 'CZ', vatNumber: '</x>' }, { connection })).rejects.toMatchObject({
      code: 'api_rejected',
      message: expect.stringContaining('soap:Client vatNumber: Send five to twelve'),
    });
    expect(callsOf(shop)).toHaveLength(1);
  });

  it('tries again when the shop is out', async () => {
    const { shop, connection } = await openShop();
    shop.fail({ path: '/soap', times: 1, status: 500, retryAfter: 0 });
    expect(await run(CheckVat, { countryCode: 'CZ', vatNumber: '00680637' }, { connection })).toMatchObject({ valid: true });
    expect(callsOf(shop)).toHaveLength(2);
  });
});
