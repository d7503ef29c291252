import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { signalOf } from '../actions/caller-signal.ts';
import { Envelope } from './envelope.ts';
import { NodeCalls } from './node-calls.ts';
import type { NodeKind } from './node-kind.ts';
import { WorkerNodes } from './worker-nodes.ts';
import { NodeAddress } from './worker-schemas.ts';

/** What the bridge and the editor of a platform ask of nodes. */
@Controller()
export class NodesController {
  constructor(
    private readonly nodes: WorkerNodes,
    private readonly calls: NodeCalls,
  ) {}

  @Get('connector/list')
  listConnectors() {
    return this.nodes.list('connector');
  }

  @Get('batch/list')
  listBatches() {
    return this.nodes.list('batch');
  }

  @Get('custom-node/list')
  listCustomNodes() {
    return this.nodes.list('custom-node');
  }

  @Post('connector/:name/action')
  @HttpCode(200)
  callConnector(
    @Req() request: FastifyRequest,
    @Param({ schema: NodeAddress }) { name }: NodeAddress,
    @Body({ schema: Envelope }) envelope: Envelope,
  ) {
    return this.#call('connector', name, envelope, request);
  }

  @Post('batch/:name/action')
  @HttpCode(200)
  callBatch(
    @Req() request: FastifyRequest,
    @Param({ schema: NodeAddress }) { name }: NodeAddress,
    @Body({ schema: Envelope }) envelope: Envelope,
  ) {
    return this.#call('batch', name, envelope, request);
  }

  @Post('custom-node/:name/process')
  @HttpCode(200)
  callCustomNode(
    @Req() request: FastifyRequest,
    @Param({ schema: NodeAddress }) { name }: NodeAddress,
    @Body({ schema: Envelope }) envelope: Envelope,
  ) {
    return this.#call('custom-node', name, envelope, request);
  }

  @Get('connector/:name/action/test')
  testConnector(@Param({ schema: NodeAddress }) { name }: NodeAddress) {
    return this.#test('connector', name);
  }

  @Get('batch/:name/action/test')
  testBatch(@Param({ schema: NodeAddress }) { name }: NodeAddress) {
    return this.#test('batch', name);
  }

  @Get('custom-node/:name/process/test')
  testCustomNode(@Param({ schema: NodeAddress }) { name }: NodeAddress) {
    return this.#test('custom-node', name);
  }

  #call(kind: NodeKind, name: string, envelope: Envelope, request: FastifyRequest): Promise<Envelope> {
    return this.calls.run(kind, name, envelope, { traceId: request.id, signal: signalOf(request.socket) });
  }

  #test(kind: NodeKind, name: string): [] {
    this.nodes.find(kind, name);
    return [];
  }
}
