import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { OpenApiController } from './openapi.controller.ts';
import { RouteList } from './route-list.ts';

@Module({ imports: [DiscoveryModule], controllers: [OpenApiController], providers: [RouteList], exports: [RouteList] })
export class OpenApiModule {}
