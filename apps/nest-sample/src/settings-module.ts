import { type DynamicModule, Module } from '@nestjs/common';

import type { SampleOptions } from './sample-options.ts';

/** Where the sample's options are provided. */
export const settings = Symbol('Settings');

/** Provides the options of the sample everywhere, as `ConfigModule` does with the environment. */
@Module({})
export class SettingsModule {
  static forRoot(options: SampleOptions): DynamicModule {
    return {
      module: SettingsModule,
      global: true,
      providers: [{ provide: settings, useValue: options }],
      exports: [settings],
    };
  }
}
