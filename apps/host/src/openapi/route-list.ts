import { Injectable, type OnApplicationBootstrap, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { z } from 'zod';
import { type Access, accessOf, type LeastRole, roleOf } from '../security/access.ts';
import { type AnswerFacts, answerOf } from './answer.ts';

/** A route as its decorators describe it. */
export interface Route {
  readonly method: string;
  /** With parameters as `{id}`. */
  readonly path: string;
  /** Who needs no role. */
  readonly access: Access | undefined;
  readonly role: LeastRole | undefined;
  readonly answer: AnswerFacts;
  readonly body: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
  readonly parameters: z.ZodType | undefined;
}

/** Reads the routes of all controllers from the very decorators that make Nest serve and check them. */
@Injectable()
export class RouteList implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** A host with a route that nobody has thought through does not start. */
  onApplicationBootstrap(): void {
    this.read();
  }

  /** Throws where a route does not say what it answers with, or whom it is for. */
  read(): Route[] {
    return this.discovery.getControllers().flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const prototype: Record<string, object> = metatype.prototype;
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => readRoutes(metatype, name, prototype[name]));
    });
  }
}

/** One that takes every method stands for a route of each. */
const everyMethod = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];

function readRoutes(controller: object, name: string, handler: object | undefined): Route[] {
  const method: RequestMethod | undefined = handler && Reflect.getMetadata(METHOD_METADATA, handler);
  if (!handler || method === undefined) return [];
  const path = `/${[Reflect.getMetadata(PATH_METADATA, controller), Reflect.getMetadata(PATH_METADATA, handler)].join('/')}`
    .replace(/\/+/g, '/')
    .replace(/(?<=.)\/$/, '')
    .replace(/:(\w+)/g, '{$1}');
  const answer = answerOf(handler);
  if (!answer) throw new Error(`${RequestMethod[method]} ${path} does not say what it answers with: add @Answer().`);
  const [access, role] = [accessOf(handler), roleOf(handler)];
  if (!access && !role) throw new Error(`${RequestMethod[method]} ${path} does not say whom it is for: add @AllowRole().`);
  const schemas: Record<string, { schema?: z.ZodType }> = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {};
  const schemaOf = (type: RouteParamtypes) => Object.entries(schemas).find(([key]) => key.startsWith(`${type}:`))?.[1].schema;
  const facts = {
    path,
    access,
    role,
    answer,
    body: schemaOf(RouteParamtypes.BODY),
    query: schemaOf(RouteParamtypes.QUERY),
    parameters: schemaOf(RouteParamtypes.PARAM),
  };
  const methods = method === RequestMethod.ALL ? everyMethod : [RequestMethod[method].toLowerCase()];
  return methods.map((each) => ({ method: each, ...facts }));
}
