import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { clientFieldsOf } from '../applications/client-fields.ts';
import { formOf, isSecret } from '../applications/form.ts';
import { AuthorizationService } from '../authorization/authorization.service.ts';
import { redirectUriOf } from '../connections/redirect-uri.ts';
import { toWorkerApplication } from './application-view.ts';
import { toWorkerForms, type WorkerForms } from './install-form.ts';
import { type Install, isAuthorized, isEnabled, toInstallLine } from './install-view.ts';
import { InstallsService } from './installs.service.ts';
import { WorkerError } from './worker-error.ts';
import { WorkerIdentity } from './worker-identity.ts';
import { AuthorizeQuery, InstallAddress, PasswordBody, SettingsBody, StateBody, UserAddress } from './worker-schemas.ts';

const install = 'applications/:name/users/:user';

/** The address of both versions of the protocol: the fourth, and the fifth, which names the worker too. */
function both(path: string, rest = ''): string[] {
  return [`${path}${rest}`, `${path}/sdk/:sdk${rest}`];
}

/** What the store of a platform asks of an application that is installed for a user. */
@Controller()
export class WorkerInstallsController {
  constructor(
    private readonly installs: InstallsService,
    private readonly authorization: AuthorizationService,
    private readonly worker: WorkerIdentity,
  ) {}

  @Get(both('applications/users/:user'))
  async list(@Param({ schema: UserAddress }) { user, sdk }: UserAddress) {
    const installs = await this.installs.list(user);
    return { items: installs.map((each) => ({ ...toInstallLine(each, sdk), authorized: isAuthorized(each) })) };
  }

  @Get(both(install))
  async find(@Param({ schema: InstallAddress }) address: InstallAddress) {
    const found = await this.installs.find(address);
    return {
      ...(await toWorkerApplication(this.installs.application(address.name))),
      authorized: isAuthorized(found),
      enabled: isEnabled(found),
      applicationSettings: this.#forms(found),
      webhookSettings: [],
      customActions: [],
    };
  }

  @Post(both(install, '/install'))
  @HttpCode(201)
  async install(@Req() { id }: FastifyRequest, @Param({ schema: InstallAddress }) address: InstallAddress) {
    const made = await this.installs.install(address, id);
    return {
      ...(await toWorkerApplication(this.installs.application(address.name))),
      authorized: isAuthorized(made),
      applicationSettings: this.#forms(made),
    };
  }

  @Put(both(install, '/settings'))
  async save(
    @Req() { id }: FastifyRequest,
    @Param({ schema: InstallAddress }) address: InstallAddress,
    @Body({ schema: SettingsBody }) body: SettingsBody,
  ) {
    return this.#saved(await this.installs.save(address, body, id), address);
  }

  @Put(both(install, '/password'))
  async savePassword(
    @Req() { id }: FastifyRequest,
    @Param({ schema: InstallAddress }) address: InstallAddress,
    @Body({ schema: PasswordBody }) body: PasswordBody,
  ) {
    return this.#saved(await this.installs.savePassword(address, body, id), address);
  }

  @Put(both(install, '/changeState'))
  async changeState(
    @Req() { id }: FastifyRequest,
    @Param({ schema: InstallAddress }) address: InstallAddress,
    @Body({ schema: StateBody }) { enabled }: StateBody,
  ) {
    await this.installs.enable(address, enabled, id);
    return {};
  }

  @Delete(both(install, '/uninstall'))
  async uninstall(@Req() { id }: FastifyRequest, @Param({ schema: InstallAddress }) address: InstallAddress) {
    await this.installs.uninstall(address, id);
    return {};
  }

  /** Where the platform wants the browser back is not looked at: a sign-in ends on a page of the host, whoever began it. */
  @Get(both(install, '/authorize'))
  async authorize(
    @Param({ schema: InstallAddress }) address: InstallAddress,
    @Query({ schema: AuthorizeQuery }) _query: AuthorizeQuery,
  ) {
    const { connection } = await this.installs.find(address);
    if (!connection) {
      const { name, user } = address;
      throw new WorkerError('install_unfinished', `${name} is not filled in for the user "${user}". Fill it in, then sign in.`);
    }
    const { identity, origin } = this.worker;
    return { authorizeUrl: (await this.authorization.authorize(connection.id, { identity, origin })).url };
  }

  @Get(['applications/authorize/token', ...both(install, '/authorize/token')])
  receiveToken() {
    throw new WorkerError(
      'not_offered',
      'A sign-in that was begun here ends at the address that the form shows as "Redirect URL". Register that one at the service.',
    );
  }

  @Post([...both(`webhook/${install}`, '/subscribe'), ...both(`webhook/${install}`, '/unsubscribe')])
  subscribe() {
    throw new WorkerError(
      'not_offered',
      'Webhooks are received by the host itself, which checks their signatures. Begin a process there with the webhook.',
    );
  }

  #saved(saved: Install, { sdk }: InstallAddress) {
    return { ...toInstallLine(saved, sdk), applicationSettings: this.#forms(saved) };
  }

  #forms({ application, connection, draft }: Install): WorkerForms {
    const { manifest } = this.installs.application(application);
    const form = formOf(manifest.application);
    const plain = Object.entries(draft.values).filter(([key]) => !isSecret(form, key));
    return toWorkerForms(form, {
      values: connection?.values ?? Object.fromEntries(plain),
      secrets: Object.keys(connection?.secrets ?? draft.values),
      limits: connection ? connection.limits : (draft.limits ?? undefined),
      redirectUri: clientFieldsOf(form) && redirectUriOf(this.worker.origin, manifest.application, connection?.tokenHost),
    });
  }
}
