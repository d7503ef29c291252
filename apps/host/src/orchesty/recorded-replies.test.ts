import { expect, it } from 'vitest';
import { bridgeHeaders, platform } from './bridge.test-kit.ts';
import { token } from './depot.test-kit.ts';

/**
 * What a worker of Orchesty's own SDK 4.3.6 put into its replies, recorded on loopback with nodes that do the same: without
 * `result-message`, which is everybody's own, and without the headers that came with the message, which go back unchanged.
 */
const recorded = [
  { node: 'custom-node/depot.decide/process', body: '{"a":1}', headers: { 'result-code': '0' }, reply: '{"a":1}' },
  {
    node: 'custom-node/depot.decide/process',
    body: '{"end":"route","to":["book"],"a":1}',
    headers: { 'result-code': '1002', 'force-target-queue': '66f2a1b3c4d5e6f708192a3e' },
    reply: '{"a":1}',
  },
  {
    node: 'custom-node/depot.decide/process',
    body: '{"end":"stop"}',
    headers: { 'result-code': '1003' },
    reply: '{"end":"stop"}',
  },
  {
    node: 'custom-node/depot.decide/process',
    body: '{"end":"retry"}',
    headers: { 'result-code': '1001', 'repeat-interval': '60', 'repeat-max-hops': '10' },
    reply: '{"end":"retry"}',
  },
  {
    node: 'custom-node/depot.decide/process',
    body: '{"end":"fail"}',
    headers: { 'result-code': '1006' },
    reply: '{"end":"fail"}',
  },
  {
    node: 'batch/depot.list-items/action',
    body: '{}',
    headers: { 'result-code': '1010', cursor: 'second' },
    reply: '[{"headers":{},"body":"{\\"id\\":\\"i1\\"}"},{"headers":{},"body":"{\\"id\\":\\"i2\\"}"}]',
  },
  {
    node: 'batch/depot.list-items/action',
    body: '{}',
    cursor: 'second',
    headers: { 'result-code': '1011', cursor: 'third' },
    reply: '[]',
  },
  {
    node: 'batch/depot.list-items/action',
    body: '{}',
    cursor: 'third',
    headers: { 'result-code': '0' },
    reply: '[{"headers":{},"body":"{\\"id\\":\\"i3\\"}"}]',
  },
];

it.each(recorded)(
  "A reply to $body at $node is that of a worker of Orchesty's own",
  async ({ node, body, cursor, headers, reply }) => {
    const { deliver, connect, depot } = await platform();
    await connect('depot', 'main', { url: depot.url, token });

    const answer = await deliver(node, body, cursor === undefined ? {} : { cursor });

    const { 'result-message': _message, ...own } = answer.headers;
    expect({ ...answer, headers: own }).toEqual({ headers: { ...bridgeHeaders, ...headers }, body: reply });
  },
);
