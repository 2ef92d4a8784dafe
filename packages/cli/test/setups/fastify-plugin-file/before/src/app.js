import Fastify from "fastify"

import cors from "./plugins/cors.js"
import items from "./routes/items.js"

export function buildApp() {
    const app = Fastify()
    app.register(cors)
    app.register(items, { prefix: "/items" })
    return app
}
