import { Module } from "@nestjs/common"
import { ItemsModule } from "./items.module.js"
import { CorsModule } from "@routecors/nestjs"

@Module({
    imports: [
        CorsModule.forRoot({ origin: false, methods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'] }),
        ItemsModule,
    ],
})
export class AppModule {}
