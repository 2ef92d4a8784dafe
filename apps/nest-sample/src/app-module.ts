import { type DynamicModule, Module } from '@nestjs/common';
import { CorsModule } from '@routecors/nestjs';

import { AdminController } from './admin-controller.ts';
import { corsOptions } from './cors-options.ts';
import { EventsController } from './events-controller.ts';
import { FailController } from './fail-controller.ts';
import { FeedController } from './feed-controller.ts';
import { ItemsModule } from './items/items-module.ts';
import { InboxGateway, TicksGateway } from './live-gateways.ts';
import { PartnerController } from './partner-controller.ts';
import type { SampleOptions } from './sample-options.ts';
import { SessionModule } from './session/session-module.ts';
import { SettingsModule, settings } from './settings-module.ts';
import { TenantsController } from './tenants-controller.ts';
import { VotesController } from './votes-controller.ts';

/** A small API in which every kind of CORS policy has a reason to be there. */
@Module({
  imports: [ItemsModule, SessionModule],
  controllers: [
    FeedController,
    PartnerController,
    TenantsController,
    AdminController,
    EventsController,
    FailController,
    VotesController,
  ],
  providers: [TicksGateway, InboxGateway],
})
export class AppModule {
  static forRoot(options: SampleOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [
        SettingsModule.forRoot(options),
        // From the settings, as a real application would have them from its ConfigService.
        CorsModule.forRootAsync({ inject: [settings], useFactory: corsOptions }),
      ],
    };
  }
}
