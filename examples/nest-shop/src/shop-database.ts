import { DatabaseSync } from 'node:sqlite';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { z } from 'zod';

const Row = z.object({ id: z.int(), customer: z.string(), total: z.number(), status: z.string() });
export type OrderRow = z.infer<typeof Row>;

/** Orders in SQLite: in a file where `SHOP_DATABASE` names one. */
@Injectable()
export class ShopDatabase implements OnApplicationShutdown {
  readonly #database = new DatabaseSync(process.env['SHOP_DATABASE'] ?? ':memory:');

  constructor() {
    this.#database.exec(
      'create table if not exists orders (id integer primary key, customer text not null, total real not null, status text not null)',
    );
  }

  add(customer: string, total: number): OrderRow {
    const statement = this.#database.prepare("insert into orders (customer, total, status) values (?, ?, 'new') returning *");
    return Row.parse(statement.get(customer, total));
  }

  ofStatus(status: string): OrderRow[] {
    return z.array(Row).parse(this.#database.prepare('select * from orders where status = ? order by id').all(status));
  }

  /** The order as it is then; absent where there is none. Doing it twice changes nothing. */
  setStatus(id: number, status: string): OrderRow | undefined {
    return Row.optional().parse(this.#database.prepare('update orders set status = ? where id = ? returning *').get(status, id));
  }

  onApplicationShutdown(): void {
    this.#database.close();
  }
}
