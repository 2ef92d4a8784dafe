import { ApolloDriver } from '@nestjs/apollo';
import { CacheInterceptor, CacheModule } from '@nestjs/cache-manager';
import { Controller, Get, Injectable, UseGuards, UseInterceptors } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { GraphQLModule, Query, Resolver } from '@nestjs/graphql';
import { AuthGuard, PassportModule, PassportStrategy } from '@nestjs/passport';
import { ServeStaticModule } from '@nestjs/serve-static';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { HealthCheck, HealthCheckService, TerminusModule } from '@nestjs/terminus';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import { Strategy } from 'passport-custom';

import { type NestSetUp, nestServers } from './nest-server.ts';
import { type Asks, type Pairing, passing } from './pairing.ts';

const json = { 'content-type': 'application/json' };

@Resolver()
class HelloResolver {
  @Query(() => String) hello() {
    return 'world';
  }
}

@Injectable()
class CustomStrategy extends PassportStrategy(Strategy, 'custom') {
  validate(): false {
    return false;
  }
}

@Controller('guarded')
@UseGuards(AuthGuard('custom'))
class GuardedController {
  @Get() get() {
    return 'x';
  }
}

@Controller('cached')
@UseInterceptors(CacheInterceptor)
class CachedController {
  @Get() get() {
    return 'x';
  }
}

@Controller('health')
class HealthController {
  readonly #health: HealthCheckService;

  constructor(health: HealthCheckService) {
    this.#health = health;
  }

  @Get()
  @HealthCheck()
  get() {
    return this.#health.check([]);
  }

  @Get('down')
  @HealthCheck()
  down() {
    return this.#health.check([async () => ({ store: { status: 'down' } })]);
  }
}

/** Lets the first request of each origin pass, and refuses what asks to be refused. */
const throttled = [{ name: 'all', ttl: 60_000, limit: 1_000 }];

const rows: readonly (readonly [
  name: string,
  packages: readonly string[],
  asks: Asks,
  setUp: NestSetUp,
  note?: string,
])[] = [
  [
    'graphql with Apollo',
    ['@nestjs/graphql', '@nestjs/apollo', '@apollo/server'],
    {
      served: {
        path: '/graphql',
        method: 'POST',
        headers: json,
        body: '{"query":"{ hello }"}',
        status: 200,
      },
      failed: {
        path: '/graphql',
        method: 'POST',
        headers: json,
        body: '{"query":"{ no }"}',
        status: 400,
      },
    },
    {
      metadata: () => ({
        imports: [GraphQLModule.forRoot({ driver: ApolloDriver, autoSchemaFile: true })],
        providers: [HelloResolver],
      }),
    },
    "No controller owns /graphql: CorsModule.forRoot({ paths: { '/graphql': … } }) gives it a policy of its own.",
  ],
  [
    'swagger',
    ['@nestjs/swagger'],
    { ...passing, served: { path: '/docs-json', status: 200 } },
    {
      metadata: () => ({}),
      configure: (app) => {
        const document = SwaggerModule.createDocument(app, new DocumentBuilder().build());
        SwaggerModule.setup('docs', app, document);
      },
    },
    'No controller owns its paths: they have the policy of the module, or that of `paths`.',
  ],
  [
    'throttler',
    ['@nestjs/throttler'],
    {
      ...passing,
      failed: { path: '/plain', headers: { 'user-agent': 'greedy' }, status: 429 },
    },
    {
      metadata: () => ({
        imports: [
          ThrottlerModule.forRoot({
            throttlers: throttled,
            skipIf: (context) =>
              context.switchToHttp().getRequest<{ headers: Record<string, string> }>().headers[
                'user-agent'
              ] !== 'greedy',
            getTracker: async () => 'all',
            storage: {
              increment: async () => ({
                totalHits: 2,
                timeToExpire: 60,
                isBlocked: true,
                timeToBlockExpire: 60,
              }),
            },
          }),
        ],
        providers: [{ provide: APP_GUARD, useClass: ThrottlerGuard }],
      }),
    },
    "Pages read its headers only if they are exposed: exposedHeaders: ['retry-after'].",
  ],
  [
    'passport',
    ['@nestjs/passport', 'passport'],
    { ...passing, failed: { path: '/guarded', status: 401 } },
    {
      metadata: () => ({
        imports: [PassportModule],
        controllers: [GuardedController],
        providers: [CustomStrategy],
      }),
    },
  ],
  [
    'serve-static',
    ['@nestjs/serve-static'],
    { ...passing, served: { path: '/files/package.json', status: 200 } },
    {
      metadata: () => ({
        imports: [
          ServeStaticModule.forRoot({
            rootPath: `${import.meta.dirname}/..`,
            serveRoot: '/files',
            exclude: ['/not/{*rest}'],
          }),
        ],
      }),
    },
  ],
  [
    'cache-manager',
    ['@nestjs/cache-manager', 'cache-manager'],
    { ...passing, served: { path: '/cached', status: 200 } },
    { metadata: () => ({ imports: [CacheModule.register()], controllers: [CachedController] }) },
    'It keeps bodies and no headers, so that each page gets its own.',
  ],
  [
    'terminus',
    ['@nestjs/terminus'],
    {
      served: { path: '/health', status: 200 },
      failed: { path: '/health/down', status: 503 },
    },
    {
      metadata: () => ({
        imports: [TerminusModule.forRoot({ logger: false })],
        controllers: [HealthController],
      }),
    },
  ],
];

export const nestModules: readonly Pairing[] = rows.map(([name, packages, asks, setUp, note]) => ({
  name,
  packages,
  asks,
  servers: nestServers(setUp),
  ...(note !== undefined && { note }),
}));
