import { buildApp } from "./src/app.js"

await buildApp().listen({ port: 3000 })
