import 'reflect-metadata';
import { Controller, Get, Module, Post, Put } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Cors, CorsModule } from '@routecors/nestjs';

@Controller()
class AppController {
  @Get('me') me() {
    return { name: 'Ada' };
  }

  @Put('me') save() {
    return { saved: true };
  }

  @Get('feed') @Cors({ origin: '*' }) feed() {
    return ['for every page'];
  }

  @Post('admin') @Cors(false) admin() {
    return 'for no page of another origin';
  }
}

@Module({
  imports: [
    CorsModule.forRoot({
      origin: ['https://app.example', 'http://localhost:5173'], // your pages
      credentials: true, // with cookies
    }),
  ],
  controllers: [AppController],
})
class AppModule {}

const app = await NestFactory.create(AppModule);
await app.listen(process.env.PORT ?? 3000);
console.log(await app.getUrl());
