/** Serves what was built, each clinic on its host, and drafts at /preview. */
import { createServer } from "node:http";
import { parseArgs } from "node:util";
import { createClient } from "clinic-cms-client";
import { fileAnswer, type Answer } from "./files.js";
import { readOptions } from "./options.js";
import { previewAnswer } from "./preview.js";
import { redirectAnswer } from "./redirects.js";
import { styles } from "./styles.js";

const USAGE = `Serves what was built, each clinic on its host, and drafts at /preview.

  --api URL     where the delivery API is (CLINIC_CMS_API, or http://localhost:8000)
  --admin URL   where the admin is, if that is not where this server reads the API
  --dir FOLDER  what was built (dist)
  --port NUMBER where to listen (4321)
  --help        show this`;

const options = readOptions(
  USAGE,
  () =>
    parseArgs({
      options: {
        api: { type: "string", default: process.env.CLINIC_CMS_API ?? "http://localhost:8000" },
        admin: { type: "string" },
        dir: { type: "string", default: "dist" },
        port: { type: "string", default: "4321" },
        help: { type: "boolean" },
      },
    }).values,
);
const api = createClient({ baseUrl: options.api });

async function answerTo(method: string, url: URL): Promise<Answer> {
  if (method !== "GET" && method !== "HEAD") {
    return { status: 405, headers: { Allow: "GET, HEAD" }, body: "" };
  }
  if (url.pathname === "/preview") {
    return previewAnswer(api, options.admin ?? options.api, url.searchParams);
  }
  if (url.pathname === styles.path) {
    return { status: 200, headers: { "Content-Type": "text/css" }, body: styles.text };
  }
  const built = await fileAnswer(options.dir, url.hostname, url.pathname);
  return built.status === 404 ? ((await redirectAnswer(api, url)) ?? built) : built;
}

const server = createServer(async (request, response) => {
  const host = `http://${request.headers.host ?? "localhost"}`;
  const url = URL.parse(`${host}${request.url ?? "/"}`) ?? new URL("http://localhost/");
  const method = request.method ?? "GET";
  try {
    const { status, headers, body } = await answerTo(method, url);
    response.writeHead(status, headers).end(method === "HEAD" ? undefined : body);
  } catch (error) {
    console.error(error);
    response.writeHead(500, { "Content-Type": "text/plain" }).end("Something broke here.\n");
  }
});
server.listen(Number(options.port), () => {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : options.port;
  console.log(`Serving ${options.dir} on port ${port}: http://<a clinic's host>:${port}/`);
});
