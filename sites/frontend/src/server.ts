/** Serves what was built, each clinic on its host: `node build/server.js --port 4321`. */
import { createServer } from "node:http";
import { parseArgs } from "node:util";
import { fileAnswer, type Answer } from "./files.js";

const { values: options } = parseArgs({
  options: {
    api: { type: "string", default: process.env.CLINIC_CMS_API ?? "http://localhost:8000" },
    dir: { type: "string", default: "dist" },
    port: { type: "string", default: "4321" },
  },
});

function answerTo(method: string, url: URL): Promise<Answer> {
  if (method !== "GET" && method !== "HEAD") {
    return Promise.resolve({ status: 405, headers: { Allow: "GET, HEAD" }, body: "" });
  }
  return fileAnswer(options.dir, url.hostname, url.pathname);
}

const server = createServer(async (request, response) => {
  const url = URL.parse(request.url ?? "/", `http://${request.headers.host ?? "localhost"}`);
  const method = request.method ?? "GET";
  try {
    const { status, headers, body } = await answerTo(method, url ?? new URL("http://localhost/"));
    response.writeHead(status, headers).end(method === "HEAD" ? undefined : body);
  } catch (error) {
    console.error(error);
    response.writeHead(500, { "Content-Type": "text/plain" }).end("Something broke here.\n");
  }
});
server.listen(Number(options.port), () => {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : options.port;
  console.log(`Serving ${options.dir} on port ${port}`);
});
