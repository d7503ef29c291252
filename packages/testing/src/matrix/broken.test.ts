import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const Report = z.object({
  testResults: z.array(
    z.object({
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) })),
    }),
  ),
});

const vitest = join(createRequire(import.meta.url).resolve('vitest/package.json'), '../vitest.mjs');
const root = join(import.meta.dirname, '../../test/broken');

/** What tests say of connectors that are wrong: a test that cannot fail proves nothing. */
describe('A broken connector', () => {
  let failures: readonly { readonly name: string; readonly message: string }[];

  beforeAll(async () => {
    const directory = mkdtempSync(join(tmpdir(), 'mortise-testing-'));
    const outputFile = join(directory, 'report.json');
    await new Promise((resolve) => {
      execFile(process.execPath, [vitest, 'run', '--root', root, '--reporter=json', `--outputFile=${outputFile}`], resolve);
    });
    const results = Report.parse(JSON.parse(readFileSync(outputFile, 'utf8'))).testResults;
    rmSync(directory, { recursive: true });
    failures = results
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => ({ name: fullName, message: failureMessages.join('\n') }));
  }, 60_000);

  it.each([
    ['careless and the faults of its service sends nothing where the input does not fit', ''],
    ['careless and the faults of its service tells what the service says with a 404', ''],
    ['careless and the faults of its service says what does not fit where the answer is of another shape', 'the answer was'],
    ['careless and the faults of its service does not take half a document for an answer', 'action_failed'],
    ['careless and the faults of its service tries again after a 500', ''],

    ['deaf and the faults of its service tells what the service says with a 404', 'as if all was well'],
    ['deaf and the faults of its service tries again after a 500', 'as if all was well'],
    ['deaf and the faults of its service waits as long as a 429 says', 'as if all was well'],
    ['deaf and the faults of its service signs in anew after a 401', 'as if all was well'],
    ['get-book and the faults of its service heeds every field of its input', 'Whatever "bookId" says'],
    ['forgotten and the faults of its service knows a delivery that comes again', 'Declare `deliveryId` or `eventId`'],
    [
      'wasteful and the faults of its service asks for the second page with the cursor of the first',
      'items that nextReply holds',
    ],
    ['unfiltered and the faults of its service asks for the second page with all that the first', 'query author ("Austen")'],
    ['open and the faults of its service tells who sent a delivery', 'except: { badSignature'],
    ['open and the faults of its service subscribes, and ends the subscription', 'does not say the address'],
    ['secretive and the faults of its service subscribes, and ends the subscription', 'does not say what to sign with'],
    ['rash and the faults of its service subscribes, and ends the subscription', 'nowhere in it is "sub_1"'],
    ['list-books and the faults of its service asks for the second page with the cursor of the first', 'names no next page'],
    ['list-books and the faults of its service asks for the second page with the cursor of the first', 'second page'],
    ['get-book and the faults of its service gives its output where all is well', '/elsewhere'],
    ['Faults of library has a case for every action', 'get-book'],
    ['sends what nobody scripted', 'Nobody scripted an answer for GET api.example.com/books/51'],
    ['leaves a cassette that does not exist', 'MORTISE_RECORD=1'],
  ])('fails: %s', (name, words) => {
    const found = failures.filter((failure) => failure.name.includes(name)).map(({ message }) => message);
    expect(found, failures.map((failure) => failure.name).join('\n')).not.toEqual([]);
    expect(found.join('\n')).toContain(words);
  });

  it('passes what is right about it', () => {
    expect(failures.map(({ name }) => name).join('\n')).not.toMatch(
      /get-book and the faults of its service (?!gives its output|heeds every field)|(?:open|secretive|rash) and the faults of its service (?!tells who|subscribes)|unfiltered and the faults of its service (?!asks for the second page with all|heeds every field)/,
    );
  });
});
