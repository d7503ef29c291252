import { Module } from '@nestjs/common';
import { PluginsController } from './plugins.controller.ts';

@Module({ controllers: [PluginsController] })
export class PluginsModule {}
