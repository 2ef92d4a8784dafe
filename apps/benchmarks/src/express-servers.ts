import cors from 'cors';
import express from 'express';

import type { Listener } from './exchange.ts';

/** Express with one route; with `cors`, where there are origins. */
export function expressApp(origins?: readonly string[]): Listener {
  const app = express();
  if (origins !== undefined) app.use(cors({ origin: [...origins] }));
  app.get('/item', (_request, response) => void response.send('ok'));
  return app;
}
