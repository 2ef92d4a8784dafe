export default async function items(app) {
    app.get("/", async (request, reply) => {
        reply.header("x-total-count", "3")
        return []
    })
    app.put("/", async () => ({}))
}
