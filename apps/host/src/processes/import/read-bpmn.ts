import { asList, MalformedResponseError, parseXml } from '@mortise/sdk';
import { z } from 'zod';
import { ImportError } from './import-error.ts';
import { kindOf, type Topology, type TopologyKind, type TopologyNode } from './topology.ts';

// Prefixes are left out by the reader: `pipes:pipesType` is `@pipesType`.

const Text = z.string().optional();
const Element = z.looseObject({
  '@id': z.string(),
  '@name': Text,
  '@pipesType': Text,
  '@appName': Text,
  '@sdkHostName': Text,
  '@sdkHost': Text,
  '@cronTime': Text,
  '@repeaterEnabled': Text,
  '@repeaterHops': Text,
  '@repeaterInterval': Text,
  '@timeout': Text,
});
type Element = z.infer<typeof Element>;

const Flow = z.looseObject({ '@sourceRef': z.string(), '@targetRef': z.string() });
const Shape = z.looseObject({
  '@bpmnElement': z.string(),
  Bounds: z.looseObject({ '@x': z.coerce.number(), '@y': z.coerce.number() }),
});
const Definitions = z.looseObject({ process: z.unknown(), BPMNDiagram: z.unknown().optional() });
const Content = z.record(z.string(), z.unknown());

/** The elements that are read, each with the type of one that names none. Those without are read only where they name one. */
const usualTypes: ReadonlyMap<string, string | undefined> = new Map([
  ['startEvent', 'start'],
  ['event', 'start'],
  ['intermediateCatchEvent', 'start'],
  ['task', 'custom'],
  ['serviceTask', 'custom'],
  ['sendTask', undefined],
  ['receiveTask', undefined],
  ['scriptTask', undefined],
  ['manualTask', undefined],
  ['businessRuleTask', undefined],
  ['gateway', 'gateway'],
  ['exclusiveGateway', 'gateway'],
  ['userTask', 'user'],
  ['endEvent', 'end'],
]);

/** What a process of BPMN holds beside its nodes: edges, data, lanes and notes. */
const besideNodes: ReadonlySet<string> = new Set([
  'artifact',
  'association',
  'auditing',
  'correlationSubscription',
  'dataObject',
  'dataObjectReference',
  'dataStoreReference',
  'documentation',
  'extensionElements',
  'group',
  'humanPerformer',
  'ioBinding',
  'ioSpecification',
  'laneSet',
  'monitoring',
  'performer',
  'potentialOwner',
  'property',
  'resourceRole',
  'sequenceFlow',
  'supportedInterfaceRef',
  'supports',
  'textAnnotation',
]);

/** Reads a `.tplg` file. Throws an ImportError. */
export async function readBpmn(content: string): Promise<Topology> {
  const { definitions } = await read(content);
  const found = Definitions.safeParse(definitions).data;
  if (!found) throw new ImportError('The file holds no BPMN definitions with a process. Choose a .tplg file of Orchesty.');
  const positions = positionsOf(found.BPMNDiagram);
  const processes = elementsOf(found.process, Content);
  const nodes = processes.flatMap((process) =>
    Object.entries(process).flatMap(([tag, content]) =>
      besideNodes.has(tag)
        ? []
        : elementsOf(content, Element).map((element) => nodeOf(element, tag, positions.get(element['@id']))),
    ),
  );
  const links = processes.flatMap((process) =>
    elementsOf(process['sequenceFlow'], Flow).map((flow) => ({ from: flow['@sourceRef'], to: flow['@targetRef'] })),
  );
  return { nodes, links };
}

async function read(content: string) {
  try {
    return await parseXml(content);
  } catch (fault) {
    if (!(fault instanceof MalformedResponseError)) throw fault;
    throw new ImportError(`The file is not XML that can be read. ${fault.message}`, { cause: fault });
  }
}

function nodeOf(element: Element, tag: string, position: TopologyNode['position']): TopologyNode {
  const usual = usualTypes.get(tag);
  const named = usualTypes.has(tag) ? element['@pipesType'] || usual : undefined;
  const type = usual === 'end' ? 'end' : named;
  const place = { id: element['@id'], name: element['@name'] ?? '', position };
  if (type === undefined) return { ...place, kind: 'unmapped', type: tag };
  const kind: TopologyKind = usual === 'end' ? 'end' : kindOf(type);
  const isRepeated = element['@repeaterEnabled'] === 'true';
  return {
    ...place,
    kind,
    type,
    application: element['@appName'] || undefined,
    worker: element['@sdkHostName'] || element['@sdkHost'] || undefined,
    cron: element['@cronTime'] || undefined,
    attempts: isRepeated ? positive(element['@repeaterHops']) : undefined,
    retrySeconds: isRepeated ? positive(element['@repeaterInterval']) : undefined,
    timeoutSeconds: positive(element['@timeout']),
  };
}

function positionsOf(diagram: unknown): Map<string, { x: number; y: number }> {
  const planes = asList(diagram).flatMap((each) => asList(Content.safeParse(each).data?.['BPMNPlane']));
  const shapes = planes.flatMap((plane) => elementsOf(Content.safeParse(plane).data?.['BPMNShape'], Shape));
  return new Map(shapes.map((shape) => [shape['@bpmnElement'], { x: shape.Bounds['@x'], y: shape.Bounds['@y'] }]));
}

/** What there is of an element, without what has not even what we need. */
function elementsOf<Schema extends z.ZodType>(value: unknown, schema: Schema): z.output<Schema>[] {
  return asList(value).flatMap((each) => {
    const { data, success } = schema.safeParse(each);
    return success ? [data] : [];
  });
}

function positive(text: string | undefined): number | undefined {
  const number = Math.round(Number(text));
  return number >= 1 ? number : undefined;
}
