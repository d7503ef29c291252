import { PassThrough } from 'node:stream';
import { beforeEach, describe, expect, it } from 'vitest';
import { CommandError, cancelled, usageError } from '../command-error.ts';
import { Prompter } from '../prompter.ts';
import { Session } from '../session.ts';
import { fieldsOf } from './fields.ts';
import { fillIn, type ListOptions } from './fill-in.ts';

const required = { requiredIfShown: true };
const form = {
  properties: {
    url: { type: 'string', title: 'Address', description: 'Where it runs.' },
    login: {
      type: 'string',
      title: 'Login',
      enum: ['token', 'oauth2'],
      default: 'token',
      choices: [
        { value: 'token', label: 'Access token' },
        { value: 'oauth2', label: 'Sign in' },
      ],
    },
    sandbox: { type: 'boolean', title: 'Sandbox', default: false, showIf: { login: ['oauth2'] } },
    port: { type: 'integer', title: 'Port', minimum: 1, maximum: 9, showIf: { sandbox: [true] }, ...required },
    events: {
      type: 'array',
      title: 'Events',
      items: { type: 'string', enum: ['open', 'paid'] },
      showIf: { login: ['oauth2'] },
      ...required,
    },
    note: { type: 'string', title: 'Note' },
    token: { type: 'string', title: 'Token', writeOnly: true, showIf: { login: ['token'] }, ...required },
    board: { type: 'string', title: 'Board', choicesFrom: { action: 'list', value: 'id', label: 'name' } },
  },
  required: ['url', 'board'],
};
const fields = fieldsOf(form);

describe('A form that is filled in at a terminal', () => {
  let shown = '';
  let session: TestSession;

  /** Types these answers, each when it is asked for. */
  class TestSession extends Session {
    readonly #answers: string[];
    readonly #output = new PassThrough();

    constructor(answers: string[], isInteractive = true) {
      const { stdin, stdout, env } = process;
      const write = (text: string) => {
        shown += text;
        return true;
      };
      const stderr = Object.assign(Object.create(process.stderr), { write });
      super({ stdin, stdout, stderr, env }, false);
      this.#answers = answers;
      this.#output.on('data', (text) => {
        shown += text;
      });
      Object.defineProperty(this.terminal, 'isInteractive', { value: isInteractive });
    }

    override prompter(): Prompter {
      const answer = this.#answers.shift();
      if (answer === undefined) throw new Error(`Nothing more to type.\n${shown}`);
      const input = new PassThrough();
      setImmediate(() => input.write(`${answer}\r`));
      return new Prompter(input, this.#output, () => this.stop(), this.signal);
    }

    get left(): readonly string[] {
      return this.#answers;
    }
  }

  const noService: ListOptions = async () => {
    throw usageError('The service is not there.');
  };

  async function fill(answers: string[], given: object = {}, listOptions = noService) {
    session = new TestSession(answers);
    const values = new Map<string, unknown>(Object.entries(given));
    await fillIn(form, fields, values, session, listOptions);
    expect(session.left).toEqual([]);
    return Object.fromEntries(values);
  }

  beforeEach(() => {
    shown = '';
  });

  it('asks only for what is shown by the answers before', async () => {
    expect(await fill(['https://a.example', '', 'hunter2', 'b1'])).toEqual({
      url: 'https://a.example',
      token: 'hunter2',
      board: 'b1',
    });
    expect(shown).toContain('Where it runs.');
    expect(shown).toMatch(/1 {2}Access token {2}token\n {2}2 {2}Sign in {2}oauth2\n/);
    expect(shown).toContain('Login [Access token]: ');
    expect(shown).not.toMatch(/hunter2|Note|Port|Events/);
  });

  it('goes down to what depends on what depends on a choice', async () => {
    const answers = ['https://a.example', '2', 'y', '5', '2, open', 'b1'];
    expect(await fill(answers)).toEqual({
      url: 'https://a.example',
      login: 'oauth2',
      sandbox: true,
      port: 5,
      events: ['paid', 'open'],
      board: 'b1',
    });
  });

  it('asks again until an answer makes sense', async () => {
    const answers = ['', 'https://a.example', '3', 'sign in', 'perhaps', 'yes', 'five', '0', '1.5', '5', '7', '', ' ', 'b1'];
    const values = await fill(answers);
    expect(values).toMatchObject({ login: 'oauth2', sandbox: true, port: 5, events: [], board: 'b1' });
    for (const note of [
      'This value is needed.',
      'That is none of them.',
      'Answer y or n.',
      'This has to be a whole number from 1 to 9.',
      'One of these is not in the list.',
    ]) {
      expect(shown).toContain(note);
    }
  });

  it('asks nothing where nothing is missing', async () => {
    expect(await fill([], { url: 'u', token: 't', board: 'b' })).toEqual({ url: 'u', token: 't', board: 'b' });
  });

  it('lists what the service offers, with what is filled in before', async () => {
    let told: unknown;
    const list: ListOptions = async ({ key }, values) => {
      told = [key, Object.fromEntries(values)];
      return Array.from({ length: 40 }, (_, index) => ({ value: `b${index}`, label: `Board ${index}\u001b[31m` }));
    };
    expect(await fill(['rd 39', '1'], { url: 'u', login: 'token', token: 't' }, list)).toMatchObject({ board: 'b39' });
    expect(told).toEqual(['board', { url: 'u', login: 'token', token: 't' }]);
    expect(shown).toContain('and 10 more: type a part of its name');
    expect(shown).not.toContain('\u001b[31m');
    expect(await fill(['something new'], { url: 'u', login: 'token', token: 't' }, list)).toMatchObject({
      board: 'something new',
    });
  });

  it('lets a value be typed where the service cannot be asked', async () => {
    expect(await fill(['b1'], { url: 'u', login: 'token', token: 't' })).toMatchObject({ board: 'b1' });
    expect(shown).toContain('What Board may be cannot be listed. The service is not there.');
    const stopped: ListOptions = async () => {
      throw cancelled();
    };
    await expect(fill([], { url: 'u', login: 'token', token: 't' }, stopped)).rejects.toThrow('You stopped the command');
  });

  it('names what is missing where nobody can be asked', async () => {
    const filling = fillIn(form, fields, new Map(Object.entries({ login: 'oauth2' })), new TestSession([], false), noService);
    await expect(filling).rejects.toThrow('Values are missing for url (Address), events (Events), board (Board).');
    await filling.catch((error: unknown) => {
      expect(error).toBeInstanceOf(CommandError);
      expect(error).toMatchObject({ contract: { do: [{}, { label: 'Events (open, paid)', command: '--value events=…' }, {}] } });
    });
  });
});
