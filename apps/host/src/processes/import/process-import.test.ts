import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { testHost } from '../../host.test-kit.ts';
import { shopCatalogue } from '../checks/catalogue.test-kit.ts';
import { ProcessDocument } from '../process-document.ts';
import { convertTopology } from './convert-topology.ts';
import { readBpmn } from './read-bpmn.ts';
import { readTopologyJson } from './read-topology-json.ts';

const { actions } = shopCatalogue({
  'list-orders': { kind: 'batch', output: { type: 'array', items: {} } },
  'get-order': {},
  'order-created': { kind: 'webhook' },
});

const bpmn = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:pipes="http://www.omg.org/spec/Pipes/20100524/MODEL">
  <bpmn:process id="Process_1" isExecutable="false">
    <bpmn:event id="E1" name="Cron" pipes:pipesType="cron" pipes:cronTime="*/5 * * * *"><bpmn:outgoing>F1</bpmn:outgoing></bpmn:event>
    <bpmn:startEvent id="E2" name="By hand" />
    <bpmn:event id="E3" name="shop-order-created" pipes:pipesType="webhook" />
    <bpmn:task id="T1" name="shop-list-orders-batch" pipes:pipesType="batch" pipes:appName="shop" pipes:sdkHostName="node-sdk"
      pipes:repeaterEnabled="true" pipes:repeaterHops="10" pipes:repeaterInterval="60" pipes:timeout="45" />
    <bpmn:task id="T2" name="order-to-invoice mapper" pipes:pipesType="custom" pipes:sdkHostName="node-sdk" />
    <bpmn:task id="T3" name="erp-create-invoice" pipes:pipesType="connector" pipes:appName="erp" />
    <bpmn:task id="T4" name="sorter" pipes:pipesType="resequencer" />
    <bpmn:exclusiveGateway id="G1" />
    <bpmn:endEvent id="Z1" />
    <bpmn:sequenceFlow id="F1" sourceRef="E1" targetRef="T1" />
    <bpmn:sequenceFlow id="F2" sourceRef="E2" targetRef="T1" />
    <bpmn:sequenceFlow id="F3" sourceRef="E3" targetRef="G1" />
    <bpmn:sequenceFlow id="F4" sourceRef="T1" targetRef="G1" />
    <bpmn:sequenceFlow id="F5" sourceRef="G1" targetRef="T2" />
    <bpmn:sequenceFlow id="F6" sourceRef="T2" targetRef="T3" />
    <bpmn:sequenceFlow id="F7" sourceRef="T3" targetRef="T4" />
    <bpmn:sequenceFlow id="F8" sourceRef="T4" targetRef="Z1" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="D"><bpmndi:BPMNPlane id="P" bpmnElement="Process_1">
    <bpmndi:BPMNShape id="S1" bpmnElement="E1"><dc:Bounds x="252" y="232" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="S2" bpmnElement="T1"><dc:Bounds x="400" y="210" width="100" height="80" /></bpmndi:BPMNShape>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;

const processOf = (content: string) =>
  `<bpmn:definitions xmlns:bpmn="b" xmlns:pipes="p"><bpmn:process id="P1">${content}</bpmn:process></bpmn:definitions>`;

const node = (id: string, more: object) => ({
  id,
  type: 'flow',
  property: null,
  action: null,
  name: null,
  label: 'Event',
  position: { x: 1, y: 2 },
  ...more,
});
const json = JSON.stringify({
  nodes: [
    node('1', { shape: 'circle', label: 'Event', name: 'start' }),
    node('2', { shape: 'circle', label: 'Cron', name: 'every night' }),
    node('3', {
      shape: 'square',
      label: 'Connector',
      action: { app: 'shop', name: 'shop-get-order-connector', type: 'connector', worker: 'node-sdk' },
    }),
    node('4', {
      shape: 'square',
      label: 'Custom Action',
      action: { app: null, name: 'toInvoiceMapper', type: 'custom', worker: 'node-sdk' },
    }),
    node('5', { shape: 'hexagon', label: 'User task' }),
    node('6', { shape: 'circle', label: 'End Event' }),
  ],
  connections: [
    ['1', '3'],
    ['2', '3'],
    ['3', '4'],
    ['3', '4'],
    ['4', '5'],
    ['5', '6'],
  ].map(([from, to]) => ({ from, to })),
});

describe('An imported .tplg', () => {
  it('keeps steps, edges, policies and positions', async () => {
    const { document, report } = convertTopology(await readBpmn(bpmn), 'Orders', actions);
    const { steps, edges, positions } = ProcessDocument.parse(document);

    expect(steps).toMatchObject({
      cron: { kind: 'schedule', cron: '*/5 * * * *', timeZone: 'UTC' },
      'by-hand': { kind: 'start' },
      'shop-order-created': { kind: 'webhook', action: 'shop.order-created' },
      'shop-list-orders-batch': {
        kind: 'action',
        action: 'shop.list-orders',
        timeoutSeconds: 45,
        retry: { attempts: 10, firstDelaySeconds: 60, longestDelaySeconds: 60 },
      },
      'order-to-invoice-mapper': { kind: 'action', action: 'node-sdk.order-to-invoice-mapper' },
      'erp-create-invoice': { kind: 'action', action: 'erp.create-invoice' },
      sorter: { kind: 'route', note: expect.stringContaining('resequencer') },
      gateway: { kind: 'route' },
    });
    expect(edges.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'cron shop-list-orders-batch',
      'by-hand shop-list-orders-batch',
      'shop-order-created gateway',
      'shop-list-orders-batch gateway',
      'gateway order-to-invoice-mapper',
      'order-to-invoice-mapper erp-create-invoice',
      'erp-create-invoice sorter',
    ]);
    expect(positions).toEqual({ cron: { x: 252, y: 232 }, 'shop-list-orders-batch': { x: 400, y: 210 } });
    expect(Object.fromEntries(report.map(({ element, status }) => [element, status]))).toEqual({
      E1: 'mapped',
      E2: 'mapped',
      E3: 'mapped',
      T1: 'mapped',
      T2: 'needs_plugin',
      T3: 'needs_plugin',
      T4: 'unknown',
      G1: 'mapped',
      Z1: 'mapped',
    });
  });

  it('reads the tasks of BPMN as one, where it is told what they do', async () => {
    const tasks = `<bpmn:startEvent id="E" name="begin" />
      <bpmn:serviceTask id="S1" name="shop-get-order" pipes:pipesType="connector" pipes:appName="shop" />
      <bpmn:serviceTask id="S2" name="own code" pipes:sdkHostName="node-sdk" />
      ${['send', 'receive', 'script', 'user', 'manual', 'businessRule']
        .map((kind) => `<bpmn:${kind}Task id="${kind}" name="${kind}" pipes:pipesType="custom" pipes:sdkHostName="node-sdk" />`)
        .join('')}
      <bpmn:sequenceFlow id="F1" sourceRef="E" targetRef="S1" />
      <bpmn:sequenceFlow id="F2" sourceRef="S1" targetRef="send" />`;
    const { document, report } = convertTopology(await readBpmn(processOf(tasks)), 'Tasks', actions);
    const { steps, edges } = ProcessDocument.parse(document);

    expect(Object.entries(steps).map(([name, step]) => [name, step.kind === 'action' ? step.action : step.kind])).toEqual([
      ['begin', 'start'],
      ['shop-get-order', 'shop.get-order'],
      ['own-code', 'node-sdk.own-code'],
      ['send', 'node-sdk.send'],
      ['receive', 'node-sdk.receive'],
      ['script', 'node-sdk.script'],
      ['user', 'node-sdk.user'],
      ['manual', 'node-sdk.manual'],
      ['business-rule', 'node-sdk.business-rule'],
    ]);
    expect(edges).toMatchObject([
      { from: 'begin', to: 'shop-get-order' },
      { from: 'shop-get-order', to: 'send' },
    ]);
    expect(report).toHaveLength(9);
  });

  it('tells of every node that is not mapped, and of its edges', async () => {
    const nodes = `<bpmn:documentation id="D1">Words</bpmn:documentation>
      <bpmn:laneSet id="L1"><bpmn:lane id="L2" /></bpmn:laneSet>
      <bpmn:dataObjectReference id="D2" name="data" />
      <bpmn:textAnnotation id="D3"><bpmn:text>note</bpmn:text></bpmn:textAnnotation>
      <bpmn:startEvent id="E" name="begin"><bpmn:outgoing>F1</bpmn:outgoing></bpmn:startEvent>
      <bpmn:parallelGateway id="P" name="both" />
      <bpmn:scriptTask id="S" />
      <bpmn:subProcess id="U" name="inner"><bpmn:task id="inside" /></bpmn:subProcess>
      <bpmn:sequenceFlow id="F1" sourceRef="E" targetRef="P" />
      <bpmn:sequenceFlow id="F2" sourceRef="S" targetRef="E" />
      <bpmn:sequenceFlow id="F3" sourceRef="E" targetRef="gone" />`;
    const { document, report } = convertTopology(await readBpmn(processOf(nodes)), 'Nodes', actions);

    expect([Object.keys(document.steps), document.edges]).toEqual([['begin'], []]);
    const rest = report.filter(({ status }) => status === 'unknown');
    expect(rest.map(({ element, name, detail }) => [element, name, detail])).toEqual([
      ['P', 'both', expect.stringMatching(/"parallelGateway" is not mapped.*Add a step/)],
      ['S', '', expect.stringMatching(/"scriptTask" is not mapped/)],
      ['U', 'inner', expect.stringMatching(/"subProcess" is not mapped.*all that it holds/)],
      ['E -> P', '', expect.stringMatching(/"both".*parallelGateway.*not mapped/)],
      ['S -> E', '', expect.stringMatching(/"S".*scriptTask.*not mapped/)],
      ['E -> gone', '', expect.stringMatching(/not in the file/)],
    ]);
    expect(report).toHaveLength(7);
  });

  it.each([
    ['<bpmn', 'not XML'],
    ['<html/>', 'no BPMN definitions'],
    ['<!DOCTYPE x [<!ENTITY a "b">]><definitions><process/></definitions>', 'DTD'],
  ])('is none where it cannot be read: %s', async (content, words) => {
    await expect(readBpmn(content)).rejects.toMatchObject({ code: 'not_importable', message: expect.stringContaining(words) });
  });
});

describe('POST /api/processes/import', () => {
  const nodes = [
    { id: '1', shape: 'circle', label: 'Event', name: 'start' },
    { id: '2', shape: 'square', action: { app: 'shop', name: 'shop-get-order-connector', type: 'connector' } },
  ];
  const importing = async (content: string) => {
    const { ask } = await testHost();
    const { status, body } = await ask('POST', '/api/processes/import', { body: { name: 'imported', content } });
    return { status, body, ask };
  };

  it('takes a file that begins with a byte-order mark', async () => {
    expect((await importing(`\uFEFF${JSON.stringify({ nodes, connections: [] })}`)).status).toBe(200);
  });

  it.each([
    [
      'more steps than a process may have',
      Array.from({ length: 1200 }, (_, id) => ({ ...nodes[1], id: String(id) })),
      'no process that can be kept',
    ],
    ['two nodes with one id', [...nodes, { ...nodes[1], name: 'again' }], 'have the id \\"2\\"'],
  ])('refuses %s', async (_what, many, words) => {
    const { status, body } = await importing(JSON.stringify({ nodes: many, connections: [] }));
    expect([status, JSON.stringify(body)]).toEqual([422, expect.stringContaining(words)]);
  });

  it('makes a draft that can be checked of words that are too long to be kept whole', async () => {
    const long = { id: '3', action: { app: null, name: null, type: 'x'.repeat(6000) }, shape: 'square' };
    const { status, body, ask } = await importing(JSON.stringify({ nodes: [...nodes, long], connections: [] }));
    expect(status).toBe(200);
    const { process } = z.object({ process: z.object({ id: z.string() }) }).parse(body);
    expect((await ask('POST', `/api/processes/${process.id}/check`)).status).toBe(200);
  });
});

describe('An imported .tplg.json', () => {
  it('keeps what it says, and says what it does not', () => {
    const { document, report } = convertTopology(readTopologyJson(json), 'Orders', actions);
    const { steps, edges, positions } = ProcessDocument.parse(document);
    expect(steps).toMatchObject({
      start: { kind: 'start' },
      'every-night': { kind: 'start' },
      'shop-get-order-connector': { kind: 'action', action: 'shop.get-order' },
      'to-invoice-mapper': { kind: 'action', action: 'node-sdk.to-invoice-mapper' },
      user: { kind: 'route' },
    });
    expect(edges.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'start shop-get-order-connector',
      'every-night shop-get-order-connector',
      'shop-get-order-connector to-invoice-mapper',
      'to-invoice-mapper user',
    ]);
    expect(positions?.['user']).toEqual({ x: 1, y: 2 });
    expect(report.map(({ status, step }) => `${status} ${step}`)).toEqual([
      'mapped start',
      'unknown every-night',
      'mapped shop-get-order-connector',
      'needs_plugin to-invoice-mapper',
      'unknown user',
      'mapped undefined',
    ]);
  });

  it.each([
    ['{', 'not JSON'],
    ['[]', 'no process of Orchesty'],
    ['{"nodes":[{}]}', 'no process of Orchesty'],
  ])('is none where it cannot be read: %s', (content, words) => {
    expect(() => readTopologyJson(content)).toThrow(words);
  });

  it('gives every step a name of its own that is one', () => {
    const names = ['Žluťoučký kůň', 'žluťoučký kůň', '4 eyes', '', 'x'.repeat(200)];
    const nodes = names.map((name, index) => node(String(index), { shape: 'circle', name }));
    const { document } = convertTopology(readTopologyJson(JSON.stringify({ nodes })), 'Names', []);
    const { steps } = ProcessDocument.parse(document);
    expect(Object.keys(steps)).toEqual(['zlutoucky-kun', 'zlutoucky-kun-2', 'start-4-eyes', 'start', 'x'.repeat(59)]);
  });
});
