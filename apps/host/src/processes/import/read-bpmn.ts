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

/** The type of an element that names none. */
const usualTypes: Readonly<Record<string, string>> = {
  startEvent: 'start',
  event: 'start',
  intermediateCatchEvent: 'start',
  task: 'custom',
  gateway: 'gateway',
  exclusiveGateway: 'gateway',
  userTask: 'user',
  endEvent: 'end',
};

/** Reads a `.tplg` file. Throws an ImportError. */
export async function readBpmn(content: string): Promise<Topology> {
  const { definitions } = await read(content);
  const found = Definitions.safeParse(definitions).data;
  if (!found) throw new ImportError('The file holds no BPMN definitions with a process. Choose a .tplg file of Orchesty.');
  const positions = positionsOf(found.BPMNDiagram);
  const processes = elementsOf(found.process, Content);
  const nodes = processes.flatMap((process) =>
    Object.entries(usualTypes).flatMap(([name, usual]) =>
      elementsOf(process[name], Element).map((element) => nodeOf(element, usual, positions.get(element['@id']))),
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

function nodeOf(element: Element, usual: string, position: TopologyNode['position']): TopologyNode {
  const type = usual === 'end' ? 'end' : element['@pipesType'] || usual;
  const kind: TopologyKind = usual === 'end' ? 'end' : kindOf(type);
  const isRepeated = element['@repeaterEnabled'] === 'true';
  return {
    id: element['@id'],
    kind,
    type,
    name: element['@name'] ?? '',
    application: element['@appName'] || undefined,
    worker: element['@sdkHostName'] || element['@sdkHost'] || undefined,
    cron: element['@cronTime'] || undefined,
    position,
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
