import { Module } from '@nestjs/common';
import { ExpressionsController } from './expressions.controller.ts';
import { ExpressionsService } from './expressions.service.ts';

@Module({ controllers: [ExpressionsController], providers: [ExpressionsService] })
export class ExpressionsModule {}
