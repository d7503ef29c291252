import { MortiseModule } from '@mortise/service/nest';
import { Module } from '@nestjs/common';
import { OrdersController } from './orders.controller.ts';
import { OrdersService } from './orders.service.ts';
import { ShopDatabase } from './shop-database.ts';

@Module({
  imports: [MortiseModule.forRoot({ name: 'nest-shop', title: 'Nest shop' })],
  controllers: [OrdersController],
  providers: [OrdersService, ShopDatabase],
})
export class AppModule {}
