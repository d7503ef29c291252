import { Injectable, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { z } from 'zod';
import type { Access } from '../security/access.ts';
import { accessOf } from '../security/access.ts';
import { type AnswerFacts, answerOf } from './answer.ts';

/** A route as its decorators describe it. */
export interface Route {
  readonly method: string;
  /** With parameters as `{id}`. */
  readonly path: string;
  readonly access: Access | undefined;
  readonly answer: AnswerFacts;
  readonly body: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
  readonly parameters: z.ZodType | undefined;
}

/** Reads the routes of all controllers from the very decorators that make Nest serve and check them. */
@Injectable()
export class RouteList {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** Throws where a route does not say what it answers with. */
  read(): Route[] {
    return this.discovery.getControllers().flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const prototype: Record<string, object> = metatype.prototype;
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => readRoute(metatype, name, prototype[name]) ?? []);
    });
  }
}

function readRoute(controller: object, name: string, handler: object | undefined): Route | undefined {
  const method: RequestMethod | undefined = handler && Reflect.getMetadata(METHOD_METADATA, handler);
  if (!handler || method === undefined) return undefined;
  const path = `/${[Reflect.getMetadata(PATH_METADATA, controller), Reflect.getMetadata(PATH_METADATA, handler)].join('/')}`
    .replace(/\/+/g, '/')
    .replace(/(?<=.)\/$/, '')
    .replace(/:(\w+)/g, '{$1}');
  const answer = answerOf(handler);
  if (!answer) throw new Error(`${RequestMethod[method]} ${path} does not say what it answers with: add @Answer().`);
  const schemas: Record<string, { schema?: z.ZodType }> = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {};
  const schemaOf = (type: RouteParamtypes) => Object.entries(schemas).find(([key]) => key.startsWith(`${type}:`))?.[1].schema;
  return {
    method: RequestMethod[method].toLowerCase(),
    path,
    access: accessOf(handler),
    answer,
    body: schemaOf(RouteParamtypes.BODY),
    query: schemaOf(RouteParamtypes.QUERY),
    parameters: schemaOf(RouteParamtypes.PARAM),
  };
}
