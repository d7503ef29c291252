import { startDemoShop } from '@mortise/demo-shop';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { connectTo } from '../../test/local-connection.ts';
import { startServer } from '../../test/local-server.ts';
import type { InputOf } from '../actions/action.ts';
import { run } from '../actions/run.ts';
import { asList } from '../xml/parse-xml.ts';
import type { XmlContent } from '../xml/xml-content.ts';
import { SoapConnector } from './soap-connector.ts';

const namespace = 'https://demo-shop.example/soap';

class CheckVat extends SoapConnector {
  readonly name: string = 'check-vat';
  readonly title = 'Check a VAT number';
  readonly input = z.object({ countryCode: z.string(), vatNumber: z.string() });
  readonly output: z.ZodType = z.looseObject({ valid: z.stringbool() });
  readonly path: string = '/soap';
  readonly namespace = namespace;
  override readonly soapAction: string = `${namespace}/CheckVat`;

  body(input: InputOf<CheckVat>): XmlContent {
    return { CheckVat: input };
  }
}

/** Sends whatever it is given, and gives back what it reads. */
class Echo extends SoapConnector {
  readonly name: string = 'echo';
  readonly title = 'Echo';
  readonly input = z.record(z.string(), z.unknown());
  readonly output: z.ZodType = z.unknown();
  readonly path = '';
  readonly namespace: string = 'urn:echo';
  body(input: XmlContent) {
    return input;
  }
}

const input = { countryCode: 'CZ', vatNumber: '00680637' };
const soap11 = 'http://schemas.xmlsoap.org/soap/envelope/';
const soap12 = 'http://www.w3.org/2003/05/soap-envelope';
const envelope = (body: string, uri = soap11) => `<e:Envelope xmlns:e="${uri}"><e:Body>${body}</e:Body></e:Envelope>`;

interface Reply {
  readonly status?: number;
  readonly type?: string;
  readonly headers?: Record<string, string>;
}

async function answering(body: string | Buffer, { status = 200, type = 'text/xml; charset=utf-8', headers = {} }: Reply = {}) {
  const server = await startServer((_request, response) => {
    response.writeHead(status, { 'content-type': type, ...headers }).end(body);
  });
  return { server, connection: connectTo(server, { secrets: ['canary-secret'] }) };
}

/** How a call ends that is answered so. */
async function answered(body: string | Buffer, reply: Reply = {}, EchoClass: typeof Echo = Echo) {
  const { connection } = await answering(body, reply);
  return run(EchoClass, { Ping: {} }, { connection, maxAttempts: 1 }).catch((error: unknown) => error);
}

/** What is sent for a body. */
async function sent(body: XmlContent, EchoClass: typeof Echo = Echo) {
  const { server, connection } = await answering(envelope('<ok/>'));
  await run(EchoClass, body, { connection });
  return server.received[0];
}

async function openShop() {
  const shop = await startDemoShop();
  onTestFinished(() => shop.close());
  return { shop, connection: connectTo({ url: shop.url, host: new URL(shop.url).host }) };
}

describe('SoapConnector', () => {
  it('sends its envelope and gives the element in the Body of the answer', async () => {
    const { shop, connection } = await openShop();

    const output = await run(CheckVat, input, { connection });

    expect(output).toEqual({ valid: true, name: 'Truhlárna Novák', address: 'Brno, CZ' });
    expect(shop.requests).toMatchObject([
      {
        method: 'POST',
        path: '/soap',
        headers: {
          'content-type': 'text/xml; charset=utf-8',
          soapaction: `"${namespace}/CheckVat"`,
          accept: expect.stringMatching(/xml/),
        },
        body: expect.stringContaining(
          `<CheckVat xmlns="${namespace}"><countryCode>CZ</countryCode><vatNumber>00680637</vatNumber></CheckVat>`,
        ),
      },
    ]);
  });

  it('fails with the code and the text of a fault, and does not try again', async () => {
    const { shop, connection } = await openShop();
    await expect(run(CheckVat, { ...input, countryCode: 'Czechia' }, { connection })).rejects.toMatchObject({
      code: 'api_rejected',
      status: 500,
      retryable: false,
      message: 'The service answered with a fault: soap:Client countryCode: Send two capital letters.',
    });
    expect(shop.requests).toHaveLength(1);
  });

  it('tries again where the service is out', async () => {
    const { shop, connection } = await openShop();
    for (const status of [500, 503]) shop.fail({ path: '/soap', status, times: 1, retryAfter: 0 });
    expect(await run(CheckVat, input, { connection })).toMatchObject({ valid: true });
    expect(shop.requests).toHaveLength(3);
  });

  it('lets no value become markup', async () => {
    const { shop, connection } = await openShop();
    const vatNumber = '</vatNumber><admin>true</admin><vatNumber><![CDATA[x]]>';
    await expect(run(CheckVat, { countryCode: 'CZ', vatNumber }, { connection })).rejects.toMatchObject({
      message: expect.stringContaining('vatNumber: Send five to twelve'),
    });
    expect(shop.requests[0]?.body).not.toContain('<admin>');
  });

  it.each(['a><evil/', 'a b', '@b c', '@x="1" y', '1'])('sends nothing where %j should be a name', async (name) => {
    const { server, connection } = await answering(envelope('<ok/>'));
    for (const body of [{ [name]: {} }, { Ping: { [name]: 'x' } }, { Ping: [{ [name]: 'x' }] }]) {
      await expect(run(Echo, body, { connection })).rejects.toMatchObject({ code: 'invalid_request' });
    }
    await expect(run(Echo, { Ping: { list: [{ a: '\u0000' }] } }, { connection })).rejects.toMatchObject({
      message: expect.stringContaining('list[0].a'),
    });
    expect(server.received).toHaveLength(0);
  });

  it('puts all that it sends into the namespace, or only the outermost element', async () => {
    expect((await sent({ Ping: { a: 1 } }))?.body).toContain('<soap:Body><Ping xmlns="urn:echo"><a>1</a></Ping></soap:Body>');
    expect((await sent({ 'tns:Ping': { a: 1 } }))?.body).toMatch(/xmlns:tns="urn:echo".*<tns:Ping><a>1<\/a><\/tns:Ping>/);
    expect((await sent({ Ping: undefined, Text: 'x', Nothing: null }))?.body).toContain(
      '<Ping xmlns="urn:echo"/><Text xmlns="urn:echo">x</Text><Nothing xmlns="urn:echo"/>',
    );
  });

  it.each<[XmlContent, string]>([
    [{ Ping: { 'soap:Header': 'x' } }, 'belongs to the envelope'],
    [{ 'soap:Fault': {} }, 'belongs to the envelope'],
    [{ Ping: [{ a: { '@xmlns:soap': 'urn:mine' } }] }, 'prefix is that of the envelope'],
    [{ Ping: { '@xmlns:tns': 'urn:mine' } }, 'prefix is that of the envelope'],
    [{ Ping: { 'q:a': 1 } }, 'The prefix of "q:a" is not declared'],
    [{ Ping: { '@q:a': 1 } }, 'The prefix of "q:a" is not declared'],
    [{ Ping: { a: { '@xmlns:q': 'urn:q' }, 'q:b': 1 } }, 'The prefix of "q:b" is not declared'],
    [{ Ping: new Map([['a', 1]]) }, 'XML cannot hold'],
    [{ Ping: { a: new Set([1]) } }, 'XML cannot hold'],
  ])('sends nothing of what would leave the body or say nothing: %j', async (body, words) => {
    const { server, connection } = await answering(envelope('<r/>'));
    await expect(run(Echo, body, { connection })).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining(words),
    });
    expect(server.received).toHaveLength(0);
  });

  it('takes prefixes that are declared', async () => {
    const body = { Ping: { '@xmlns:q': 'urn:q', '@xml:lang': 'cs', 'q:a': { '@q:b': 1 }, 'r:c': { '@xmlns:r': 'urn:r' } } };
    expect((await sent(body))?.body).toContain(
      '<Ping xmlns="urn:echo" xmlns:q="urn:q" xml:lang="cs"><q:a q:b="1"/><r:c xmlns:r="urn:r"/></Ping>',
    );
  });

  it('keeps its namespace whatever an input says', async () => {
    expect((await sent({ Ping: { '@xmlns': 'urn:mine' } }))?.body).toContain('<Ping xmlns="urn:echo"/>');
  });

  it('can send no namespace, and has one that is escaped', async () => {
    class Plain extends Echo {
      override readonly namespace = '';
    }
    expect((await sent({ Ping: {} }, Plain))?.body).toContain('<Ping xmlns=""/>');
    class Odd extends Echo {
      override readonly namespace = 'urn:"><x/>';
    }
    expect((await sent({ Ping: {} }, Odd))?.body).toContain('<Ping xmlns="urn:&quot;&gt;&lt;x/&gt;"/>');
  });

  it('sends attributes, lists, nil and a header', async () => {
    class WithHeader extends Echo {
      override header() {
        return { 'tns:Session': { '@id': '7' } };
      }
    }
    const request = await sent({ Ping: { '@version': 2, item: ['a', 'b'], none: null } }, WithHeader);
    expect(request?.body).toContain('<soap:Header><tns:Session id="7"/></soap:Header><soap:Body>');
    expect(request?.body).toMatch(/version="2"><item>a<\/item><item>b<\/item><none [^>]*xsi:nil="true"\/>/);
    expect(request?.headers).toMatchObject({ soapaction: '""' });
  });

  it('speaks SOAP 1.2', async () => {
    class Echo12 extends Echo {
      override readonly soapVersion = '1.2';
    }
    const plain = await sent({ Ping: {} }, Echo12);
    expect(plain?.headers['content-type']).toBe('application/soap+xml; charset=utf-8');
    expect(plain?.headers).not.toHaveProperty('soapaction');
    expect(plain?.body).toContain(`xmlns:soap="${soap12}"`);
    class Acting extends Echo12 {
      override readonly soapAction = 'urn:do';
    }
    expect((await sent({ Ping: {} }, Acting))?.headers['content-type']).toBe(
      'application/soap+xml; charset=utf-8; action="urn:do"',
    );
  });

  it('reads values as the text they are, lists, nil and CDATA', async () => {
    const body = `<n:R xmlns:n="urn:n" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><id>007</id><long>12345678901234567890</long>
      <ok xsi:type="boolean">true</ok><none xsi:nil="1"/><i>1</i><i>2</i><t><![CDATA[<b>]]></t></n:R>`;
    const expected = { id: '007', long: '12345678901234567890', ok: 'true', none: null, i: ['1', '2'], t: '<b>' };
    expect(await answered(envelope(body))).toEqual(expected);
    expect(await answered(envelope(body, soap12), { type: 'application/soap+xml' })).toEqual(expected);
    expect(await answered(`\uFEFF<?xml version="1.0"?>${envelope(body)}`)).toEqual(expected);
  });

  it('reads other encodings than UTF-8', async () => {
    const latin = Buffer.from(envelope('<r><n>é</n></r>'), 'latin1');
    expect(await answered(latin, { type: 'text/xml; charset=iso-8859-1' })).toEqual({ n: 'é' });
    expect(await answered(latin)).toMatchObject({ code: 'malformed_response' });
  });

  it.each([envelope('<r/>'), envelope(''), '', `<e:Envelope xmlns:e="${soap11}"><e:Body/></e:Envelope>`])(
    'gives an object without fields where there is nothing: %s',
    async (body) => {
      expect(await answered(body, { status: body ? 200 : 202 })).toEqual({});
    },
  );

  it('lets a connector choose its result', async () => {
    class List extends Echo {
      override readonly output = z.array(z.string());
      override result({ List: list }: { readonly List?: unknown }) {
        return asList(z.looseObject({ i: z.unknown() }).parse(list).i);
      }
    }
    expect(await answered(envelope('<List><i>1</i></List>'), {}, List)).toEqual(['1']);
  });
});

const fault11 =
  '<e:Fault><faultcode>e:Server</faultcode><faultstring>Out of\n stock</faultstring><detail><f:info xmlns:f="urn:f" f:k="1"><code>E7</code><code>E8</code></f:info></detail></e:Fault>';
const fault12 = `<e:Fault><e:Code><e:Value>e:Sender</e:Value><e:Subcode><e:Value>m:Bad</e:Value></e:Subcode></e:Code>
  <e:Reason><e:Text xml:lang="en">No such item</e:Text><e:Text xml:lang="cs">Není</e:Text></e:Reason><e:Detail><id>007</id></e:Detail></e:Fault>`;

describe('a fault', () => {
  it.each([200, 400, 500])('of SOAP 1.1 is a failure with status %i', async (status) => {
    expect(await answered(envelope(fault11), { status })).toMatchObject({
      code: 'api_rejected',
      status,
      retryable: false,
      message: 'The service answered with a fault: e:Server Out of stock (code: E7, code: E8)',
    });
  });

  it.each([200, 400, 500])('of SOAP 1.2 is a failure with status %i', async (status) => {
    expect(await answered(envelope(fault12, soap12), { status, type: 'application/soap+xml' })).toMatchObject({
      code: 'api_rejected',
      status,
      message: 'The service answered with a fault: e:Sender / m:Bad No such item (id: 007)',
    });
  });

  it('is retried where the connector says that it passes', async () => {
    class Patient extends Echo {
      override readonly retryFaults = ['Server'];
    }
    expect(await answered(envelope(fault11), { status: 500 }, Patient)).toMatchObject({ code: 'service_unavailable' });
    expect(await answered(envelope(fault12), { status: 500 }, Patient)).toMatchObject({ code: 'api_rejected' });
  });

  it('of WS-Security asks to sign in', async () => {
    const fault = '<e:Fault><faultcode xmlns:w="urn:w">w:FailedAuthentication</faultcode><faultstring>no</faultstring></e:Fault>';
    expect(await answered(envelope(fault), { status: 500 })).toMatchObject({ code: 'sign_in_failed' });
  });

  it('shows no secret that the service repeats, and says little', async () => {
    const fault = `<e:Fault><faultcode>x</faultcode><faultstring>password canary-secret ${'word '.repeat(500)}</faultstring></e:Fault>`;
    const error = String(await answered(envelope(fault), { status: 500 }));
    expect(error).toContain('[redacted]');
    expect(error).not.toContain('canary');
    expect(error.length).toBeLessThan(650);
  });

  it.each(['<e:Fault/>', '<e:Fault>text</e:Fault>', '<e:Fault><faultstring/></e:Fault>'])(
    'can be without words: %s',
    async (fault) => {
      expect(await answered(envelope(fault))).toMatchObject({ code: 'api_rejected' });
    },
  );
});

describe('an answer without a SOAP message', () => {
  it.each([
    [500, '', 'service_unavailable'],
    [500, '<html>', 'service_unavailable'],
    [500, envelope('<r/>'), 'service_unavailable'],
    [400, '<html/>', 'api_rejected'],
    [401, '', 'sign_in_failed'],
    [404, '', 'api_rejected'],
    [429, '', 'rate_limit'],
    [503, envelope(fault11), 'service_unavailable'],
    [200, '<order/>', 'malformed_response'],
    [200, '{}', 'malformed_response'],
    [200, '<e:Envelope xmlns:e="x"/>', 'malformed_response'],
    [200, envelope('<r>').slice(0, -20), 'malformed_response'],
    [200, `<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/hostname">]>${envelope('<r>&y;</r>')}`, 'malformed_response'],
  ])('with status %i and %j means what it means elsewhere', async (status, body, code) => {
    expect(await answered(body, { status })).toMatchObject({ code });
  });

  it('tells how long to wait', async () => {
    expect(await answered('', { status: 500, headers: { 'retry-after': '3' } })).toMatchObject({ retryAfterMs: 3000 });
  });

  it('with attachments says so', async () => {
    expect(await answered('--x', { type: 'multipart/related; boundary=x' })).toMatchObject({
      code: 'unexpected_output',
      message: expect.stringContaining('attachments'),
    });
  });
});
