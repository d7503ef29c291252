import { type Client, createClientAsync } from 'soap';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { send } from '../caller.test-kit.ts';
import { type DemoShop, startDemoShop } from '../index.ts';

describe('/soap', () => {
  let shop: DemoShop;
  let client: Client;

  beforeAll(async () => {
    shop = await startDemoShop();
    client = await createClientAsync(`${shop.url}/soap?wsdl`);
  });
  afterAll(() => shop.close());

  /** Calls an operation as a generated client would and gives its result back. */
  async function call(operation: string, input: Record<string, string>): Promise<unknown> {
    const [result] = await client[`${operation}Async`](input);
    return result;
  }

  function post(body: string) {
    return send(`${shop.url}/soap`, { method: 'POST', headers: { 'content-type': 'text/xml' }, body });
  }

  it('serves a WSDL that names its own address', async () => {
    const { headers, body } = await send(`${shop.url}/soap?wsdl`);
    expect(headers.get('content-type')).toContain('text/xml');
    expect(body).toContain(`<soap:address location="${shop.url}/soap"/>`);
  });

  it('knows a VAT number that starts with zeros', async () => {
    expect(await call('CheckVat', { countryCode: 'CZ', vatNumber: '00680637' })).toEqual({
      valid: true,
      name: 'Truhlárna Novák',
      address: 'Brno, CZ',
    });
  });

  it('calls an unknown VAT number invalid', async () => {
    expect(await call('CheckVat', { countryCode: 'CZ', vatNumber: '680637' })).toEqual({ valid: false });
  });

  it('creates an invoice and finds it by its number, zeros included', async () => {
    const invoice = { orderId: 'ord_0001', customerId: 'cus_019', total: '095.40', currency: 'EUR' };
    const created = await call('CreateInvoice', invoice);

    expect(created).toEqual({ invoiceNumber: '00000001' });
    expect(await call('GetInvoice', { invoiceNumber: '00000001' })).toEqual({ invoiceNumber: '00000001', ...invoice });
  });

  it('makes one invoice for an order, however often it is asked', async () => {
    const invoice = { orderId: 'ord_0002', customerId: 'cus_037', total: '18.90', currency: 'EUR' };
    const created = await call('CreateInvoice', invoice);

    expect(await call('CreateInvoice', invoice)).toEqual(created);
    await expect(call('CreateInvoice', { ...invoice, total: '19.90' })).rejects.toMatchObject({
      root: { Envelope: { Body: { Fault: { faultstring: expect.stringContaining('with other contents') } } } },
    });
  });

  it('knows the number that the shop has written down with spaces, without them only', async () => {
    expect(await call('CheckVat', { countryCode: 'FR', vatNumber: '84397566461' })).toMatchObject({ name: 'Atelier Girard' });
    await expect(call('CheckVat', { countryCode: 'FR', vatNumber: ' 84 397 566 461' })).rejects.toMatchObject({
      root: { Envelope: { Body: { Fault: { faultstring: expect.stringContaining('Send five to twelve') } } } },
    });
  });

  it.each([
    ['CheckVat', { countryCode: 'Czechia', vatNumber: '00680637' }, 'countryCode: Send two capital letters.'],
    ['CheckVat', {}, 'countryCode: Invalid input: expected string, received undefined'],
    ['GetInvoice', { invoiceNumber: '1' }, 'There is no invoice 1.'],
    ['CreateInvoice', { orderId: 'ord_9', customerId: 'cus_001', total: '1.00', currency: 'EUR' }, 'There is no order ord_9.'],
    ['CreateInvoice', { orderId: 'ord_0001', customerId: 'cus_001', total: 'much', currency: 'EUR' }, /^total: /],
  ])('answers a bad %s %j with a fault', async (operation, input, faultstring) => {
    await expect(call(operation, input)).rejects.toMatchObject({
      root: {
        Envelope: { Body: { Fault: { faultcode: 'soap:Client', faultstring: expect.stringMatching(faultstring) } } },
      },
    });
  });

  it.each([
    'hello',
    '<order/>',
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><Nope/></soap:Body></soap:Envelope>',
  ])('answers %s with a fault that does not speak of our inside', async (xml) => {
    const { status, body } = await post(xml);
    expect(status).toBe(500);
    expect(body).toContain('<faultstring>The request is not one that the WSDL describes.</faultstring>');
  });

  it('is recorded and made to fail like everything else', async () => {
    shop.fail({ path: '/soap', status: 503, times: 1 });
    expect((await post('<order/>')).status).toBe(503);
    expect(shop.requests.at(-1)).toMatchObject({ method: 'POST', path: '/soap', body: '<order/>' });
  });
});
