import type { Middleware } from "openapi-fetch";

interface Kept {
  etag: string;
  body: string;
  headers: Headers;
}

/**
 * Middleware that keeps answers by their ETag, and uses one again where the API says that nothing
 * changed (304): `api.use(rememberAnswers())`. At most `limit` are kept, the latest asked for.
 */
export function rememberAnswers(limit = 1000): Middleware {
  const kept = new Map<string, Kept>();
  return {
    onRequest({ request }) {
      const known = kept.get(request.url);
      // A response to a token is private, and never kept.
      if (known && !request.headers.has("Authorization")) {
        request.headers.set("If-None-Match", known.etag);
      }
      return request;
    },
    async onResponse({ request, response }) {
      const known = kept.get(request.url);
      if (response.status === 304 && known) {
        keep(kept, request.url, known, limit);
        return new Response(known.body, { status: 200, headers: known.headers });
      }
      const etag = response.headers.get("ETag");
      if (response.status === 200 && etag && !request.headers.has("Authorization")) {
        const { headers } = response;
        keep(kept, request.url, { etag, body: await response.clone().text(), headers }, limit);
      }
      return undefined;
    },
  };
}

function keep(kept: Map<string, Kept>, url: string, answer: Kept, limit: number): void {
  kept.delete(url);
  kept.set(url, answer);
  for (const oldest of kept.keys()) {
    if (kept.size <= limit) return;
    kept.delete(oldest);
  }
}
