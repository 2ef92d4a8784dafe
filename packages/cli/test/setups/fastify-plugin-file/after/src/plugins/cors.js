import cors from "@routecors/fastify"
import fp from "fastify-plugin"

export default fp(async (app) => {
    app.register(cors, {
        origin: ["https://app.example", "https://www.app.example"],
        credentials: true,
        exposedHeaders: ["X-Total-Count"],
        methods: ["GET", "HEAD", "POST"]
    })
})
