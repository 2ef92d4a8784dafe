import cors from 'cors';
import express from 'express';

import type { Makers } from '../contender.ts';
import { listening } from '../exchange.ts';
import { originsOf } from '../origins.ts';
import type { Setting, Subject } from '../subject.ts';

function expressServer(origin: string[] | undefined, answers: Subject['answers']): Subject {
  const app = express();
  if (origin !== undefined) app.use(cors({ origin }));
  app.get(['/item', '/items/:id/parts/:part'], (_request, response) => void response.send('ok'));
  return listening((request, response) => app(request, response), answers);
}

export const onExpress = {
  'no CORS': () => Promise.resolve(expressServer(undefined, 'without CORS')),
  cors: ({ origins }: Setting) => Promise.resolve(expressServer(originsOf(origins), 'alike')),
} as const satisfies Makers;
