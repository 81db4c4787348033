import { Module } from '@nestjs/common';
import type { ServiceOptions } from '@dotation/service';
import { AccountEvents } from './accounts/account-events.service.js';
import { AccountsController } from './accounts/accounts.controller.js';
import { Accounts } from './accounts/accounts.service.js';
import { StandingsController } from './accounts/standings.controller.js';
import { Attempts } from './attempts/attempts.service.js';
import { IdentityConfig } from './config.js';
import { dataSource } from './data-source.js';
import { operations } from './examples.dto.js';
import { Housekeeping } from './housekeeping.service.js';
import { Passwords } from './passwords/passwords.service.js';
import { OpenIdProvider } from './provider/provider.service.js';
import { Passkeys } from './second-factors/passkeys.service.js';
import { TimeCodes } from './second-factors/time-codes.service.js';
import { ClientAddress } from './sign-in/client-address.service.js';
import { SignInPages } from './sign-in/sign-in-pages.service.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { SignIns } from './sign-in/sign-ins.service.js';
import { Visits } from './sign-in/visits.service.js';

@Module({
  controllers: [AccountsController, StandingsController, SignInController],
  providers: [
    IdentityConfig,
    Passwords,
    Attempts,
    Accounts,
    AccountEvents,
    OpenIdProvider,
    TimeCodes,
    Passkeys,
    ClientAddress,
    Visits,
    SignIns,
    SignInPages,
    Housekeeping,
  ],
})
export class IdentityModule {}

/** How identity starts: it knows credentials only, tells nobody facts and needs no broker. */
export const identity: ServiceOptions = {
  name: 'identity',
  module: IdentityModule,
  dataSource,
  messaging: false,
  examples: operations,
  routes: (server, app) => app.get(OpenIdProvider).mount(server),
};
