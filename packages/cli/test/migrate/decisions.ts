/** A file, and what a person has to decide in it. */
export interface Decision {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** `file:line:column code` of each. */
  readonly says: readonly string[];
  /** A part of the first reason or fix. */
  readonly hint: string;
}

const register = (options: string, before = ''): string =>
  `import cors from '@fastify/cors';\n${before}app.register(cors, ${options});\n`;
const main = (line: string): string =>
  `import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\nconst app = await NestFactory.create(AppModule);\n${line}\n`;
const appModule =
  "import { Module } from '@nestjs/common';\n@Module({})\nexport class AppModule {}\n";

/** Set-ups that stay as they are. */
export const decisions: readonly Decision[] = [
  {
    name: 'an origin function with a callback',
    files: {
      'a.ts': register('{ origin: (origin, cb) => cb(null, list.includes(origin)) }'),
    },
    says: ['a.ts:2:22 origin-function'],
    hint: 'waits for a callback',
  },
  {
    name: 'an origin function that returns',
    files: { 'a.ts': register('{ async origin(origin) { return true; } }') },
    says: ['a.ts:2:22 origin-function'],
    hint: 'returns a boolean',
  },
  {
    name: 'a delegator in the place of options',
    files: { 'a.ts': register('() => (request, callback) => callback(null, {})') },
    says: ['a.ts:2:20 options-function'],
    hint: 'made for each request',
  },
  {
    name: 'a delegator among options',
    files: { 'a.ts': register('{ delegator: (request, callback) => callback(null, {}) }') },
    says: ['a.ts:2:22 options-function'],
    hint: 'config.cors in Fastify',
  },
  {
    name: 'a list out of the environment',
    files: { 'a.ts': register("{ origin: process.env.ORIGINS.split(',') }") },
    says: ['a.ts:2:30 known-at-run-time'],
    hint: "originsFrom(process.env.ORIGINS, 'ORIGINS')",
  },
  {
    name: 'options of a function',
    files: { 'a.ts': register('corsOptions()') },
    says: ['a.ts:2:20 known-at-run-time'],
    hint: 'corsOptions()',
  },
  {
    name: 'spread options',
    files: { 'a.ts': register("{ ...defaults, origin: '*' }") },
    says: ['a.ts:2:22 known-at-run-time'],
    hint: '...defaults',
  },
  {
    name: 'a list that grows',
    files: {
      'a.ts': register(
        '{ origin: list }',
        "const list = ['https://a.example'];\nlist.push(more);\n",
      ),
    },
    says: ['a.ts:4:30 known-at-run-time'],
    hint: 'list is known only when the program runs',
  },
  {
    name: 'options that other files have, too',
    files: {
      'a.ts': register('options', "export const options = { origin: 'https://a.example' };\n"),
    },
    says: ['a.ts:3:20 shared-options'],
    hint: 'a copy of them',
  },
  {
    name: 'options that sockets have, too',
    files: {
      'a.ts': register('cors', "const cors2 = { origin: 'https://a.example' };\n").replace(
        'register(cors, cors)',
        'register(cors, cors2);\nnew Server(app.server, { cors: cors2 })',
      ),
    },
    says: ['a.ts:3:20 shared-options'],
    hint: 'a copy of them',
  },
  {
    name: 'a name that two scopes declare',
    files: {
      'a.ts': register(
        '{ origin: list }',
        "const list = ['https://a.example'];\nfunction f(list) {}\n",
      ),
    },
    says: ['a.ts:4:30 known-at-run-time'],
    hint: 'list is known only',
  },
  {
    name: 'more conditions than can be tried',
    files: {
      'a.ts': register(
        `{ origin: [${Array.from('abcdef', (name) => `x ? 'https://${name}.example' : 'https://${name}2.example'`).join(', ')}], maxAge: x ? 1 : x ? 2 : x ? 3 : x ? 4 : 5 }`,
      ),
    },
    says: ['a.ts:2:20 known-at-run-time'],
    hint: '320 different ones',
  },
  {
    name: 'everybody, with credentials',
    files: { 'a.ts': register('{ origin: true, credentials: true }') },
    says: ['a.ts:2:22 reflects-everybody'],
    hint: 'every site act as the user',
  },
  {
    name: 'everybody, with credentials, while developing',
    files: {
      'a.ts': register(
        "{ origin: isDev ? true : 'https://a.example', credentials: true }",
        'const isDev = process.env.DEV;\n',
      ),
    },
    says: ['a.ts:3:22 reflects-everybody'],
    hint: 'every site act as the user',
  },
  {
    name: 'any header name',
    files: { 'a.ts': register("{ allowedHeaders: '*' }") },
    says: ['a.ts:2:22 allowed-headers-wildcard'],
    hint: 'does not cover Authorization',
  },
  {
    name: 'any method, with credentials',
    files: {
      'a.ts': register("{ origin: 'https://a.example', methods: '*', credentials: true }"),
    },
    says: ['a.ts:2:51 methods-wildcard'],
    hint: 'List the methods',
  },
  {
    name: 'names in a variable',
    files: { 'a.ts': register('{ methods }', "const methods = 'GET,PUT';\n") },
    says: ['a.ts:3:22 list-in-a-variable'],
    hint: "methods: ['…', '…']",
  },
  {
    name: 'no preflights',
    files: { 'a.ts': register('{ preflight: false }') },
    says: ['a.ts:2:22 preflight-off'],
    hint: 'methods: []',
  },
  {
    name: 'preflights that go on',
    files: { 'a.ts': register('{ preflightContinue: true }') },
    says: ['a.ts:2:22 preflight-continues'],
    hint: 'OPTIONS handlers',
  },
  {
    name: 'a later hook',
    files: { 'a.ts': register("{ hook: 'preHandler' }") },
    says: ['a.ts:2:22 later-hook'],
    hint: 'errors of the earlier hooks',
  },
  {
    name: 'a mistyped option',
    files: { 'a.ts': register("{ allowHeaders: ['x'] }") },
    says: ['a.ts:2:22 unknown-option'],
    hint: 'Write allowedHeaders',
  },
  {
    name: 'an origin that no browser sends',
    files: { 'a.ts': register("{ origin: ['https://a.example', 'https://b.example/'] }") },
    says: ['a.ts:2:52 boot-refuses'],
    hint: '[origin-trailing-slash]',
  },
  {
    name: 'a RegExp that matches a part',
    files: { 'a.ts': register('{ origin: /a\\.example/ }') },
    says: ['a.ts:2:22 boot-refuses'],
    hint: '[regexp-unanchored]',
  },
  {
    name: 'a RegExp that decides who acts as the user',
    files: {
      'a.ts': register('{ origin: /^https:\\/\\/a\\.example$/, credentials: true }'),
    },
    says: ['a.ts:2:22 boot-refuses'],
    hint: '[regexp-with-credentials]',
  },
  {
    name: 'a hook that comes before',
    files: {
      'a.ts': register("{ origin: 'https://a.example' }", "app.addHook('onRequest', signIn);\n"),
    },
    says: ['a.ts:2:1 answers-before'],
    hint: 'move the set-up above',
  },
  {
    name: 'routes with options of their own',
    files: {
      'a.ts': register("{ origin: 'https://a.example' }"),
      'b.ts': "app.get('/b', { config: { cors: { origin: '*' } } }, handler);\n",
    },
    says: ['b.ts:1:27 route-options'],
    hint: 'the registration for its preflight',
  },
  {
    name: 'several registrations',
    files: {
      'a.ts': register("{ origin: 'https://a.example' }"),
      'b.ts': register("{ origin: 'https://b.example' }"),
    },
    says: ['a.ts:2:1 several-set-ups', 'b.ts:2:1 several-set-ups'],
    hint: 'once, at the top',
  },
  {
    name: 'a header that a handler sets',
    files: {
      'a.ts': register("{ origin: '*' }"),
      'b.ts': "reply.header('Access-Control-Allow-Origin', 'https://b.example');\n",
      'test/b.ts': "expect(headers).toContain('Access-Control-Allow-Origin');\n",
    },
    says: ['b.ts:1:14 own-headers'],
    hint: 'replaces it',
  },
  {
    name: 'the middleware beside the plugin',
    files: {
      'a.ts': register("{ origin: '*' }"),
      'b.ts': "import cors from 'cors';\napp.use('/b', cors({ origin: 'https://b.example' }));\n",
    },
    says: ['a.ts:2:1 several-set-ups', 'b.ts:2:15 plain-express'],
    hint: 'more than once',
  },
  {
    name: 'a type of the old package',
    files: {
      'a.ts': `import cors, { type FastifyCorsOptions } from '@fastify/cors';\nconst options: FastifyCorsOptions = {};\napp.register(cors, options);\n`,
    },
    says: ['a.ts:1:16 other-use'],
    hint: 'CorsPluginOptions',
  },
  {
    name: 'the plugin handed on',
    files: { 'a.ts': "import cors from '@fastify/cors';\nexport default fp(cors);\n" },
    says: ['a.ts:2:19 other-use'],
    hint: 'is no register(cors, options)',
  },
  {
    name: 'the plugin required on a condition',
    files: {
      'a.js': "if (process.env.DEV) app.register(require('@fastify/cors'), { origin: '*' });\n",
    },
    says: ['a.js:1:43 other-use'],
    hint: 'is no register(cors, options)',
  },
  {
    name: 'plain Express',
    files: {
      'a.js':
        "const cors = require('cors');\napp.use(cors());\napp.get('/a', cors({ origin: '*' }), f);\n",
    },
    says: ['a.js:2:9 plain-express', 'a.js:3:15 plain-express'],
    hint: 'Keep cors here',
  },
  {
    name: 'plain Express, required in place',
    files: { 'a.js': "app.use(require('cors')({ origin: '*' }));\n" },
    says: ['a.js:1:9 plain-express'],
    hint: 'Keep cors here',
  },
  {
    name: 'plain Express, as TypeScript requires it',
    files: { 'a.ts': "import cors = require('cors');\napp.use(cors());\n" },
    says: ['a.ts:2:9 plain-express'],
    hint: 'Keep cors here',
  },
  {
    name: 'the middleware handed on',
    files: { 'a.ts': "import cors from 'cors';\nexport const middleware = [cors];\n" },
    says: ['a.ts:2:28 plain-express'],
    hint: 'Keep cors here',
  },
  {
    name: '@fastify/cors, as TypeScript requires it',
    files: {
      'a.ts': "import cors = require('@fastify/cors');\napp.register(cors, { origin: '*' });\n",
    },
    says: ['a.ts:1:1 other-use'],
    hint: 'corsPlugin',
  },
  {
    name: 'Nest: the middleware for a path',
    files: {
      'main.ts': `import cors from 'cors';\n${main("app.use('/public', cors());")}`,
      'app.module.ts': appModule,
    },
    says: ['main.ts:5:1 for-a-path'],
    hint: '@Cors({ … })',
  },
  {
    name: 'Nest: static files and middleware that come before',
    files: {
      'main.ts': `import helmet from 'helmet';\n${main("app.use(helmet());\napp.use('/admin', admin);\napp.useStaticAssets('public');\napp.use(signIn);\napp.enableCors();")}`,
      'app.module.ts': appModule,
    },
    says: [
      'main.ts:6:1 answers-before',
      'main.ts:7:1 answers-before',
      'main.ts:8:1 answers-before',
    ],
    hint: 'move the set-up above',
  },
  {
    name: 'Nest: only while developing',
    files: {
      'main.ts': main('if (process.env.DEV) app.enableCors();'),
      'app.module.ts': appModule,
    },
    says: ['main.ts:4:22 on-condition'],
    hint: ': false',
  },
  {
    name: 'Nest: only while developing, in a word',
    files: {
      'main.ts': main('process.env.DEV && app.enableCors();'),
      'app.module.ts': appModule,
    },
    says: ['main.ts:4:20 on-condition'],
    hint: ': false',
  },
  {
    name: 'Nest: in a function that may be called',
    files: {
      'main.ts': main('export function open() {\n  app.enableCors();\n}'),
      'app.module.ts': appModule,
    },
    says: ['main.ts:5:3 on-condition'],
    hint: ': false',
  },
  {
    name: 'Nest: switched by the environment',
    files: {
      'main.ts': main('').replace('(AppModule)', "(AppModule, { cors: process.env.DEV === '1' })"),
      'app.module.ts': appModule,
    },
    says: ['main.ts:3:57 known-at-run-time'],
    hint: 'process.env.DEV',
  },
  {
    name: 'Nest: @fastify/cors on the adapter',
    files: {
      'main.ts':
        "import cors from '@fastify/cors';\nimport { FastifyAdapter } from '@nestjs/platform-fastify';\nconst adapter = new FastifyAdapter();\nadapter.register(cors, { origin: '*' });\n",
    },
    says: ['main.ts:4:1 nest-application'],
    hint: 'is a Nest application',
  },
  {
    name: 'Nest: a header that a handler sets',
    files: {
      'main.ts': main('app.enableCors();'),
      'app.module.ts': appModule,
      'b.ts':
        "class B {\n  @Header('Access-Control-Allow-Origin', 'https://b.example')\n  list() {}\n}\n",
    },
    says: ['b.ts:2:11 own-headers'],
    hint: '@Cors()',
  },
  {
    name: 'Nest: middleware for some routes beside',
    files: {
      'main.ts': main('app.enableCors();'),
      'app.module.ts': appModule,
      'b.module.ts':
        "import cors from 'cors';\nconsumer.apply(cors({ origin: 'https://b.example' })).forRoutes('b');\n",
    },
    says: ['b.module.ts:2:16 plain-express', 'main.ts:4:1 several-set-ups'],
    hint: 'Keep cors here',
  },
  {
    name: 'Nest: a route with options of its own',
    files: {
      'main.ts': main('app.enableCors();'),
      'app.module.ts': appModule,
      'items.controller.ts':
        "class Items {\n  @RouteConfig({ cors: { origin: '*' } })\n  list() {}\n}\n",
    },
    says: ['items.controller.ts:2:18 route-options'],
    hint: '@Cors()',
  },
  {
    name: 'Nest: an application that comes from elsewhere',
    files: { 'a.ts': 'export const configure = (app) => {\n  app.enableCors();\n};\n' },
    says: ['a.ts:2:3 nest-application'],
    hint: 'CorsModule.forRoot({ … })',
  },
  {
    name: 'Nest: in two places',
    files: {
      'main.ts': main('app.enableCors();\napp.enableCors({ credentials: true });'),
      'app.module.ts': appModule,
    },
    says: ['main.ts:4:1 several-set-ups', 'main.ts:5:1 several-set-ups'],
    hint: 'more than one place',
  },
  {
    name: 'Nest: no root module to be found',
    files: { 'main.ts': main('app.enableCors();') },
    says: ['main.ts:4:1 root-module'],
    hint: 'no class AppModule',
  },
  {
    name: 'Nest: options of another service',
    files: {
      'main.ts': main('app.enableCors({ origin: app.get(ConfigService).get("ORIGINS") });'),
      'app.module.ts': appModule,
    },
    says: ['main.ts:4:26 known-at-run-time'],
    hint: 'app.get(ConfigService)',
  },
  {
    name: 'Nest: a name that the module lacks',
    files: {
      'main.ts': `import { isDev } from './env';\n${main("app.enableCors({ origin: isDev ? '*' : 'https://a.example' });")}`,
      'app.module.ts': appModule,
    },
    says: ['main.ts:5:1 root-module'],
    hint: 'use isDev',
  },
  {
    name: 'Nest: an adapter of another file',
    files: {
      'main.ts': `import { NestFactory } from '@nestjs/core';\nimport { adapter } from './adapter';\nimport { AppModule } from './app.module';\nconst app = await NestFactory.create(AppModule, adapter);\napp.enableCors();\n`,
      'app.module.ts': appModule,
    },
    says: ['main.ts:5:1 nest-application'],
    hint: 'say methods there',
  },
  {
    name: 'Nest: @fastify/cors on the application',
    files: {
      'main.ts': `import cors from '@fastify/cors';\n${main("app.register(cors, { origin: '*' });")}`,
      'app.module.ts': appModule,
    },
    says: ['main.ts:5:1 nest-application'],
    hint: 'CorsModule.forRoot({ … })',
  },
];
