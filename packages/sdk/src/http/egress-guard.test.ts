import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectTo, localHttp, scope } from '../../test/local-connection.ts';
import { startServer } from '../../test/local-server.ts';
import { EgressGuard } from './egress-guard.ts';
import { get } from './request.ts';

/** Every one of them leads, or could lead, into the machine or the network that the host runs in. */
const inside = [
  // Loopback, in every notation that a URL knows.
  ...['127.0.0.1', '127.1', '127.0.1', '127.255.255.254', '2130706433', '0x7f000001', '0x7f.1', '0X7F.0.0.1', '0177.0.0.1'],
  ...[
    '017700000001',
    '0x7f.0x0.0x0.0x1',
    '127.0.0.0x1',
    '%31%32%37.0.0.1',
    '１２７.0.0.1',
    '①②⑦.0.0.1',
    '127。0。0。1',
    '127.0.0.1.',
  ],
  ...[
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[0000::0001]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::FFFF:127.0.0.1]',
    '[::127.0.0.1]',
  ],
  ...['localhost', 'LOCALHOST'],
  // Every address of this machine.
  ...['0.0.0.0', '0', '0x0', '00000000', '0.1.2.3', '[::]', '[::ffff:0.0.0.0]', '[0:0:0:0:0:0:0:0]'],
  // Private networks, shared address space and those of one link.
  ...[
    '10.0.0.1',
    '10.255.255.255',
    '167772161',
    '0xa.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '192.168.257',
    '0xc0a80001',
  ],
  ...[
    '100.64.0.1',
    '100.100.100.200',
    '100.127.255.255',
    '169.254.0.1',
    '169.254.169.254',
    '2852039166',
    '0xa9fea9fe',
    '0251.0376.169.254',
  ],
  ...['[fc00::1]', '[fd00::1]', '[fd00:ec2::254]', '[fe80::1]', '[fec0::1]', '[::ffff:10.0.0.1]', '[::ffff:a9fe:a9fe]'],
  // The host agent of one cloud, public only by its number.
  ...['168.63.129.16', '2822734096', '0xa83f8110', '[::ffff:168.63.129.16]', '[::ffff:a83f:8110]'],
  // IPv4 by way of NAT64, 6to4 and Teredo.
  ...[
    '[64:ff9b::7f00:1]',
    '[64:ff9b::169.254.169.254]',
    '[64:ff9b:1::7f00:1]',
    '[2002:7f00:1::]',
    '[2002:a9fe:a9fe::1]',
    '[2001:0:7f00:1::]',
  ],
  // Reserved for documentation, benchmarks, multicast, broadcast and later.
  ...['192.0.0.192', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
  ...['192.88.99.1', '[2001:db8::1]', '[ff02::1]', '[100::1]', '[5f00::1]'],
];

const spellings = inside.map((host) => [host] as const);

describe('EgressGuard', () => {
  it(`knows at least 60 ways to write an address inside, each once`, () => {
    expect(new Set(inside).size).toBe(inside.length);
    expect(inside.length).toBeGreaterThan(60);
  });

  it.each(spellings)('keeps an HTTP client from %s', async (host) => {
    const sentinel = await startServer((_request, response) => response.end());
    const { port } = new URL(sentinel.url);
    const http = localHttp({ allow: [] });
    const url = new URL(`http://${host}:${port}/`);
    const call = http.exchange({ method: 'GET', url, headers: {}, deadlineAt: performance.now() + 3000 });
    await expect(call).rejects.toMatchObject({ code: 'egress_refused' });
    expect(sentinel.contacts).toBe(0);
  });

  it.each(['localhost.', 'anything.localhost'])(
    'keeps an HTTP client from %s, where a resolver knows the name at all',
    async (host) => {
      const sentinel = await startServer((_request, response) => response.end());
      const url = new URL(`http://${host}:${new URL(sentinel.url).port}/`);
      const call = localHttp({ allow: [] }).exchange({ method: 'GET', url, headers: {}, deadlineAt: performance.now() + 3000 });
      await expect(call).rejects.toMatchObject({ code: expect.stringMatching(/^(egress_refused|network)$/) });
      expect(sentinel.contacts).toBe(0);
    },
  );

  it.each(['168.63.129.16', '::ffff:168.63.129.16', '::1', 'fe80::1%eth0', 'fe80::1%1', '::ffff:127.0.0.1', '64:ff9b::808:808'])(
    'does not allow the address %s that a name may lead to',
    (address) => {
      expect(new EgressGuard().allows(address, 443)).toBe(false);
    },
  );

  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '172.15.0.1',
    '172.32.0.1',
    '100.63.0.1',
    '168.63.129.17',
    '2606:4700::1111',
    '2a00:1450::1',
    '::ffff:1.1.1.1',
  ])('allows the public address %s', (address) => {
    expect(new EgressGuard().allows(address, 443)).toBe(true);
  });

  it('allows no address of a private network, whichever it is', () => {
    const byte = fc.nat({ max: 255 });
    const guard = new EgressGuard();
    fc.assert(
      fc.property(byte, byte, byte, fc.nat({ max: 15 }), (a, b, c, d) => {
        const addresses = [
          `10.${a}.${b}.${c}`,
          `127.${a}.${b}.${c}`,
          `172.${16 + d}.${a}.${b}`,
          `192.168.${a}.${b}`,
          `169.254.${a}.${b}`,
        ];
        for (const address of addresses) {
          expect(guard.allows(address, 443)).toBe(false);
          expect(guard.allows(`::ffff:${address}`, 443)).toBe(false);
        }
      }),
    );
  });
});

describe('an allow list', () => {
  it.each([
    [
      '127.0.0.1:4311',
      [['127.0.0.1', 4311]],
      [
        ['127.0.0.1', 80],
        ['127.0.0.2', 4311],
      ],
    ],
    [
      '127.0.0.1',
      [
        ['127.0.0.1', 80],
        ['127.0.0.1', 4311],
        ['::ffff:127.0.0.1', 80],
      ],
      [
        ['127.0.0.2', 80],
        ['::1', 80],
      ],
    ],
    [
      '10.1.0.0/16',
      [['10.1.2.3', 80]],
      [
        ['10.2.0.1', 80],
        ['127.0.0.1', 80],
      ],
    ],
    ['10.1.0.0/16:8080', [['10.1.2.3', 8080]], [['10.1.2.3', 80]]],
    [
      '::1',
      [['::1', 80]],
      [
        ['127.0.0.1', 80],
        ['::2', 80],
      ],
    ],
    ['[::1]', [['::1', 80]], [['::2', 80]]],
    ['[::1]:8080', [['::1', 8080]], [['::1', 80]]],
    ['fd00::/8', [['fd12::1', 80]], [['fe80::1', 80]]],
    ['[fd00::/8]:8080', [['fd12::1', 8080]], [['fd12::1', 80]]],
    [
      '::ffff:10.0.0.1',
      [
        ['10.0.0.1', 80],
        ['::ffff:10.0.0.1', 80],
      ],
      [['10.0.0.2', 80]],
    ],
    ['168.63.129.16', [['168.63.129.16', 80]], [['127.0.0.1', 80]]],
  ] as [string, [string, number][], [string, number][]][])('with %s opens that and no more', (entry, open, closed) => {
    const guard = new EgressGuard([entry]);
    for (const [address, port] of open) expect(guard.allows(address, port), `${address} ${port}`).toBe(true);
    for (const [address, port] of closed) expect(guard.allows(address, port), `${address} ${port}`).toBe(false);
  });

  it.each([
    ...[
      '',
      ' ',
      'localhost',
      'localhost:80',
      '*',
      '10.1.0.0/33',
      '10.1.0.0/',
      '10.1.0.0/-1',
      '300.1.1.1',
      '127.0.0.1:',
      '127.0.0.1:0',
      '127.0.0.1:99999',
    ],
    ...[
      '127.0.0.1:http',
      'http://127.0.0.1',
      '127.0.0.1/path',
      '[::1',
      '::1]',
      '[127.0.0.1]:80:90',
      '127.1',
      '0x7f000001',
      '[]:80',
      '2130706433',
    ],
  ])('refuses the entry %j and shows how to write one', (entry) => {
    expect(() => new EgressGuard([entry])).toThrow(/is not an address to allow\. Write "127\.0\.0\.1:4311"/);
  });

  it('lets a client reach that address, by number and by name', async () => {
    const server = await startServer((_request, response) => response.end());
    const { port } = new URL(server.url);
    const http = localHttp({ allow: [`127.0.0.1:${port}`] });
    for (const host of ['127.0.0.1', 'localhost']) {
      const url = new URL(`http://${host}:${port}/`);
      const answer = await http.exchange({ method: 'GET', url, headers: {}, deadlineAt: performance.now() + 3000 });
      expect(answer.status).toBe(200);
    }
  });

  it('lets a client reach IPv6 addresses', async () => {
    const server = await startServer((_request, response) => response.end(), '::1');
    const http = localHttp({ allow: [server.host] });
    const answer = await http.exchange({
      method: 'GET',
      url: new URL(server.url),
      headers: {},
      deadlineAt: performance.now() + 3000,
    });
    expect(answer.status).toBe(200);
  });

  it('is what the error of a refused address offers', async () => {
    const call = localHttp({ allow: [] }).exchange({
      method: 'GET',
      url: new URL('http://127.0.0.1:4311/'),
      headers: {},
      deadlineAt: performance.now() + 3000,
    });
    await expect(call).rejects.toMatchObject({
      code: 'egress_refused',
      retryable: false,
      message: expect.stringContaining('allow 127.0.0.1:4311 for outgoing calls'),
    });
  });
});

describe('the guard on the way', () => {
  it('stands behind every redirect', async () => {
    const sentinel = await startServer((_request, response) => response.end(), '127.0.0.2');
    const server = await startServer((_request, response) => {
      response.writeHead(302, { location: `${sentinel.url}/` });
      response.end();
    });
    const { client } = connectTo(server, { hosts: [server.host, sentinel.host], allow: ['127.0.0.1'] });
    await expect(client.send(get('/'), scope())).rejects.toMatchObject({ code: 'egress_refused' });
    expect([server.received.length, sentinel.contacts]).toEqual([1, 0]);
  });

  it.each(['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]'])('stands before a token endpoint at %s', async (host) => {
    const sentinel = await startServer((_request, response) => response.end());
    const { port } = new URL(sentinel.url);
    const tokenUrl = `http://${host}:${port}/token`;
    const { client } = connectTo(sentinel, {
      allow: [],
      hosts: [new URL(tokenUrl).host, sentinel.host],
      api: {
        authentication: {
          kind: 'oauth2',
          grant: 'clientCredentials',
          tokenUrl,
          scopes: [],
          scopeSeparator: ' ',
          clientAuthentication: 'basic',
        },
      },
      credentials: { clientId: 'id', clientSecret: 'canary-secret' },
    });
    await expect(client.send(get('/'), scope())).rejects.toMatchObject({ code: 'egress_refused', retryable: false });
    expect(sentinel.contacts).toBe(0);
  });

  it('does not heed proxies of the environment', async () => {
    const proxy = await startServer((_request, response) => response.end());
    const server = await startServer((_request, response) => response.end());
    const before = { ...process.env };
    Object.assign(process.env, { HTTP_PROXY: proxy.url, http_proxy: proxy.url, ALL_PROXY: proxy.url, NODE_USE_ENV_PROXY: '1' });
    try {
      await connectTo(server).client.send(get('/'), scope());
    } finally {
      process.env = before;
    }
    expect([server.received.length, proxy.contacts]).toEqual([1, 0]);
  });
});
