import { Module } from '@nestjs/common';
import { FileSweeper } from './file-sweeper.ts';
import { FilesController } from './files.controller.ts';

@Module({ controllers: [FilesController], providers: [FileSweeper] })
export class FilesModule {}
