import { Module } from '@nestjs/common';

import { SessionController } from './session-controller.ts';
import { Sessions } from './sessions.ts';

@Module({ controllers: [SessionController], providers: [Sessions] })
export class SessionModule {}
