import type { Question } from './question.ts';

/** What most APIs stumble over: JSON with a cookie, and a preflight that says nothing of cookies. */
export const exampleQuestion: Question = Object.freeze({
  url: 'https://api.example/items',
  origin: 'https://app.example',
  method: 'PUT',
  headers: 'content-type: application/json',
  credentials: 'include',
  browser: 'standard',
  preflight: `HTTP/2 204
access-control-allow-origin: https://app.example
access-control-allow-methods: GET, POST, PUT
access-control-allow-headers: content-type`,
  response: '',
});
