import { InvalidArgumentError } from 'commander';

/** So many requests in so many seconds. */
export interface Limit {
  readonly amount: number;
  readonly seconds: number;
}

/** A limit such as `100/10`: a hundred requests in ten seconds. */
export function readLimit(text: string): Limit {
  const { amount, seconds } = /^(?<amount>\d{1,9})\/(?<seconds>\d{1,7}(?:\.\d{1,3})?)$/.exec(text)?.groups ?? {};
  const limit = { amount: Number(amount), seconds: Number(seconds) };
  if (limit.amount > 0 && limit.seconds > 0) return limit;
  throw new InvalidArgumentError('It takes requests and seconds such as 100/10, both above 0.');
}
