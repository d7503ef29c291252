import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Connection, connect, describeApi, HttpClient, memoryTokenStore, readForm, type TokenSet } from '@mortise/sdk';
import { expect, onTestFinished } from 'vitest';
import { Canaries } from '../connector/canaries.ts';
import { signInRoute } from '../connector/sign-in-route.ts';
import { openTestConnection, type TestAccount } from '../connector/test-connection.ts';
import { FakeApi } from '../fake-api/fake-api.ts';
import { Player } from './player.ts';
import { Recorder } from './recorder.ts';
import { Scrubber } from './scrubber.ts';
import { readTape, writeTape } from './tape.ts';

export interface CassetteOptions
  extends Required<Pick<TestAccount, 'application'>>,
    Pick<TestAccount, 'settings' | 'credentials'> {
  /** Real tokens of an OAuth 2 login that a user has to grant; for recording only. */
  readonly tokens?: TokenSet;
  /** Values that must not be stored, besides the credentials. */
  readonly secrets?: readonly string[];
  /** Addresses inside private networks that may be recorded, for example `127.0.0.1:4311`. */
  readonly allow?: readonly string[];
}

/** A connection whose answers come from a file, or go into one. */
export interface Cassette {
  readonly connection: Connection;
  readonly isRecording: boolean;
}

/**
 * Opens a connection whose answers were recorded beside the test, in `cassettes/<name>.json`. Every recorded request has to be
 * sent, and no other: method, host, path, query and body are compared. With MORTISE_RECORD=1 the real service is asked and the
 * file written anew, without credentials; a recording that still holds one is refused, and one of a failed test is not kept.
 */
export async function cassette(name: string, options: CassetteOptions): Promise<Cassette> {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name))
    throw new TypeError(`"${name}" is not a name of a cassette. Use lower case and hyphens.`);
  const { testPath } = expect.getState();
  if (testPath === undefined) throw new Error('A cassette lies beside a test. Open it inside of one.');
  const path = join(dirname(testPath), 'cassettes', `${name}.json`);
  return process.env['MORTISE_RECORD'] === '1' ? record(path, options) : replay(path, options);
}

async function replay(path: string, { application, settings }: CassetteOptions): Promise<Cassette> {
  const interactions = readTape(path);
  const fake = await new FakeApi().listen();
  const { connection, canaries, signIn, close } = await openTestConnection(fake, { application, settings });
  const scrubber = new Scrubber();
  for (const secret of canaries.made) scrubber.add(secret);
  const player = new Player(interactions, scrubber);
  fake.otherwise((request) => player.answer(request));
  if (signIn) fake.aside(signIn.matches, signIn.reply);
  onTestFinished(async () => {
    await Promise.all([close(), fake.close()]);
    fake.check();
    player.check();
  });
  return { connection, isRecording: false };
}

async function record(path: string, options: CassetteOptions): Promise<Cassette> {
  const { application: given, settings = {}, credentials = {}, tokens, secrets = [], allow = [] } = options;
  if (!given) throw new TypeError('A cassette needs the application whose service it records.');
  const scrubber = new Scrubber();
  for (const secret of [...Object.values(credentials), ...secrets, tokens?.accessToken, tokens?.refreshToken]) {
    if (secret) scrubber.add(secret);
  }
  const fake = await new FakeApi().listen();
  const recorder = new Recorder(allow, scrubber);
  const http = new HttpClient({
    allow: [`127.0.0.1:${fake.port}`],
    reroute: (url) => recorder.reroute(url, fake.reroute),
  });
  const values = { ...settings, ...credentials };
  const application = typeof given === 'function' ? new given() : given;
  const connection = await connect(application, values, { http, tokenStore: memoryTokenStore(tokens) });
  const signIn = signInRoute(describeApi(application, (await readForm(application, values)).settings), new Canaries());
  fake.otherwise((request) => recorder.forward(request, signIn?.matches(request) ?? false));
  onTestFinished(async ({ task }) => {
    await Promise.all([http.close(), fake.close(), recorder.close()]);
    if (task.result?.state === 'fail') return;
    const text = writeTape(recorder.interactions.map((interaction) => scrubber.redact(interaction)));
    scrubber.refuseSecrets(text);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  });
  return { connection, isRecording: true };
}
