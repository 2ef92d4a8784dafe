import { ExpressAdapter } from '@nestjs/platform-express';

import { listen } from './nest.mjs';

void listen(new ExpressAdapter());
