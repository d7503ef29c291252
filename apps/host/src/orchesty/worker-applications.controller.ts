import { All, Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { syncMethods, toWorkerApplication } from './application-view.ts';
import { type Install, isEnabled } from './install-view.ts';
import { InstallsService } from './installs.service.ts';
import { WorkerError } from './worker-error.ts';
import { ApplicationAddress, LimitsBody, SdkAddress, SyncAddress } from './worker-schemas.ts';

/** What tells the parts of a limiter's keys apart, so that no name with one of them can be limited. */
const partsOfKeys = /[|;]/;

/** What a platform asks of applications, whoever has installed them. */
@Controller('applications')
export class WorkerApplicationsController {
  constructor(private readonly installs: InstallsService) {}

  @Get()
  async list() {
    const applications = this.installs.applications().map(toWorkerApplication);
    return { items: (await Promise.all(applications)).sort((a, b) => a.name.localeCompare(b.name)) };
  }

  @Post(['limits', 'sdk/:sdk/limits'])
  @HttpCode(200)
  async limits(
    @Param({ schema: SdkAddress }) { sdk }: SdkAddress,
    @Body({ schema: LimitsBody }) { user, applications }: LimitsBody,
  ) {
    const installs = await this.installs.list(user);
    return installs
      .filter((install) => isEnabled(install) && applications?.includes(install.application))
      .flatMap((install) => this.#limitOf(install, sdk) ?? []);
  }

  @Get(':name')
  async find(@Param({ schema: ApplicationAddress }) { name }: ApplicationAddress) {
    return { ...(await toWorkerApplication(this.installs.application(name))), syncMethods };
  }

  @Get(':name/sync/list')
  listSyncMethods(@Param({ schema: ApplicationAddress }) { name }: ApplicationAddress) {
    this.installs.application(name);
    return syncMethods;
  }

  /** There is nothing to be done for any of them, and no webhook of ours that leads to a platform. */
  @All(':name/sync/:method')
  @HttpCode(200)
  sync(@Param({ schema: SyncAddress }) { name, method }: SyncAddress) {
    this.installs.application(name);
    if (method === 'listWebhookEvents') return [];
    if (syncMethods.some((known) => known === method)) return { status: 'ok' };
    throw new WorkerError('not_offered', `${name} has no method "${method}".`);
  }

  #limitOf(install: Install, sdk: string | undefined): string | undefined {
    const limit = this.installs.limitsOf(install);
    if (!limit || partsOfKeys.test(install.user)) return undefined;
    const application = sdk === undefined ? install.application : `${sdk}:${install.application}`;
    // A platform counts whole seconds.
    return `${install.user}|${application};${Math.ceil(limit.seconds)};${limit.amount}`;
  }
}
