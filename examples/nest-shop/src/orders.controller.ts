import { Controller, Get, Query } from '@nestjs/common';
import { OrdersService } from './orders.service.ts';

@Controller('orders')
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  @Get()
  list(@Query('status') status = 'new') {
    return this.orders.list(status);
  }
}
