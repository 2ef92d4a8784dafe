import type { OptionCode } from './page-groups.ts';
import { type Page, code, options, route } from './page.ts';

/** Of options as such: their names, their kinds, where they stand. */
export const optionPages: Readonly<Record<OptionCode, Page>> = {
  'options-type': {
    means: 'Something other than a plain object of options stands where a policy is expected.',
    why: 'A promise, a Map or an instance of a class has no option of its own: read as options it would say nothing, and nothing at all means everybody.',
    wrong: options("new Map([['origin', 'https://app.example']])"),
    right: options("{ origin: 'https://app.example' }"),
  },
  'unknown-key': {
    means:
      "There is no option of that name. Where it is a slip or a peer's name, the hint has ours.",
    why: 'A misspelt option would be ignored, and the policy would be wider or narrower than it reads.',
    wrong: options("{ origin: 'https://app.example', allowHeaders: ['content-type'] }"),
    right: options("{ origin: 'https://app.example', allowedHeaders: ['content-type'] }"),
  },
  'unknown-policy': {
    means: 'A route or extends names a policy that no registration around it defines.',
    why: 'Falling back to some other policy would be a guess about whom to trust.',
    wrong: route("{ origin: 'https://app.example' }", "'partner'"),
    right: route(
      "{ origin: 'https://app.example', policies: { partner: { origin: 'https://partner.example' } } }",
      "'partner'",
    ),
  },
  'extends-cycle': {
    means: 'Policies extend each other in a circle.',
    why: 'None of them has a beginning from which its options could be taken.',
    wrong: options(
      "{ origin: 'https://app.example', policies: { a: { extends: 'b' }, b: { extends: 'a' } } }",
    ),
    right: options(
      "{ origin: 'https://app.example', policies: { a: { origin: 'https://a.example' }, b: { extends: 'a' } } }",
    ),
  },
  'value-undefined': {
    means: 'An option is there, and its value is undefined.',
    why: 'That is what an unset environment variable looks like. Nobody meant the default, which may be everybody.',
    wrong: options('{ origin: undefined }'),
    right: options("{ origin: 'https://app.example' }"),
  },
  'value-type': {
    means: 'The value is of a kind that the option does not take, such as a string for a boolean.',
    why: 'A string such as "false" is true to JavaScript: guessing would turn options round.',
    wrong: options("{ origin: 'https://app.example', credentials: 'yes' }"),
    right: options("{ origin: 'https://app.example', credentials: true }"),
  },
  'origin-required': {
    means: 'There are options, and none of the levels says for whom the policy is.',
    why: 'Only a registration without any options is for everybody. One with options was meant for somebody.',
    wrong: options('{ maxAge: 600 }'),
    right: options("{ origin: 'https://app.example', maxAge: 600 }"),
  },
  'override-of-off': {
    means: 'A level has options, and CORS is off there by a level around it.',
    why: 'The options would do nothing, and whoever wrote them expects something.',
    wrong: route('{ origin: false }', '{ maxAge: 600 }'),
    right: route('{ origin: false }', "{ origin: 'https://app.example', maxAge: 600 }"),
  },
  'shadow-nested': {
    means: 'shadow holds extends, or a shadow of its own.',
    why: 'A shadow is a set of options on top of the policy, tried out and not obeyed.',
    wrong: options("{ origin: 'https://app.example', shadow: { shadow: { maxAge: 5 } } }"),
    right: options("{ origin: 'https://app.example', shadow: { maxAge: 5 } }"),
  },
  'max-age-range': {
    means: 'maxAge is no whole number of seconds from 0 to 86400.',
    why: 'Browsers cap it: Safari at 600, Chromium at 7200, Firefox at 86400. (Fetch, "CORS-preflight cache")',
    wrong: options("{ origin: 'https://app.example', maxAge: -1 }"),
    right: options("{ origin: 'https://app.example', maxAge: 600 }"),
  },
  'status-range': {
    means: 'optionsSuccessStatus is no status from 200 to 299.',
    why: 'Browsers take a preflight for granted only with an ok status. (Fetch, "CORS-preflight fetch", step 7)',
    wrong: options("{ origin: 'https://app.example', optionsSuccessStatus: 302 }"),
    right: options("{ origin: 'https://app.example', optionsSuccessStatus: 200 }"),
  },
  'cache-control-invalid': {
    means: 'cacheControl is neither a number of seconds nor the value of a header.',
    why: 'It is sent as it is; a line break in it would end the header.',
    wrong: options("{ origin: 'https://app.example', cacheControl: -1 }"),
    right: options("{ origin: 'https://app.example', cacheControl: 600 }"),
  },
  'vary-without-function': {
    means: 'vary names headers that an origin function reads, and the origin is no function.',
    why: 'Vary: Origin is sent by itself wherever it is needed.',
    wrong: options("{ origin: 'https://app.example', vary: ['host'] }"),
    right: options("{ origin: () => true, vary: ['host'] }"),
  },
  'vary-unseen-by-preflight': {
    means: 'An origin function reads a header that no preflight carries.',
    why: 'It would decide about the preflight without it, and otherwise about the request. (Fetch, "CORS-preflight fetch", step 1)',
    wrong: options("{ origin: () => true, vary: ['cookie'] }"),
    right: options("{ origin: () => true, vary: ['host'] }"),
  },
  'path-invalid': {
    means: 'A key of paths is no pattern of a path.',
    why: 'It would match nothing.',
    wrong: code("CorsModule.forRoot({ origin: [app], paths: { graphql: 'partner' } })"),
    right: code("CorsModule.forRoot({ origin: [app], paths: { '/graphql': 'partner' } })"),
  },
  'path-of-controller': {
    means: 'A pattern of paths covers what a controller owns.',
    why: "A controller's route keeps its own policy, so that the entry does not hold there.",
    wrong: code("paths: { '/cats': { origin: '*' } }   // beside @Controller('cats')"),
    right: code("@Cors({ origin: '*' })\n@Controller('cats')"),
  },
};
