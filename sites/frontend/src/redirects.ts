/** Where an earlier URL leads: asked only where nothing was built. */
import type { DeliveryClient } from "clinic-cms-client";
import { readRedirect } from "./api.js";
import type { Answer } from "./files.js";

/** Returns a redirect to the page that a URL had earlier; nothing where none had it. */
export async function redirectAnswer(api: DeliveryClient, url: URL): Promise<Answer | null> {
  const location = await readRedirect(api, url.hostname, url.pathname + url.search);
  if (location === null) return null;
  const target = new URL(location);
  // The API names where the server's own pages lie: on the same host, only the path counts.
  if (target.hostname === url.hostname) target.port = url.port;
  const headers = { Location: target.href, "Cache-Control": "public, max-age=60" };
  return { status: 301, headers, body: "" };
}
