import assert from "node:assert/strict";
import { test } from "node:test";
import { all, answer, createClient, ProblemError, rememberAnswers, UnexpectedAnswer } from "../dist/index.js";

type Handler = (request: Request) => Response;

function clientOf(handler: Handler) {
  return createClient({ baseUrl: "http://cms.example", fetch: async (request) => handler(request) });
}

const hosts = (...names: string[]) => names.map((host) => ({ host }));

test("a list is read page by page until the last", async () => {
  const asked: (string | null)[] = [];
  const api = clientOf((request) => {
    const cursor = new URL(request.url).searchParams.get("cursor");
    asked.push(cursor);
    return Response.json(
      cursor ? { items: hosts("c"), next: null } : { items: hosts("a", "b"), next: "62" },
    );
  });
  const found: string[] = [];
  for await (const { host } of all((cursor) =>
    answer(api.GET("/api/v1/network/hosts", { params: { query: cursor } })),
  )) {
    found.push(host);
  }
  assert.deepEqual(found, ["a", "b", "c"]);
  assert.deepEqual(asked, [null, "62"]);
});

test("a problem is thrown with its code and detail", async () => {
  const problem = { code: "clinic_cms.V003", detail: "There is no clinic.", status: 404 };
  const headers = { "Content-Type": "application/problem+json" };
  const api = clientOf(() => new Response(JSON.stringify(problem), { status: 404, headers }));
  const params = { path: { clinic: "nobody" } };
  await assert.rejects(answer(api.GET("/api/v1/clinics/{clinic}", { params })), (error) => {
    assert.ok(error instanceof ProblemError);
    assert.equal(error.problem.code, "clinic_cms.V003");
    assert.equal(error.response.status, 404);
    return true;
  });
});

test("what is no answer of the API is told apart", async () => {
  const api = clientOf(() => new Response("<h1>Bad gateway</h1>", { status: 502 }));
  await assert.rejects(answer(api.GET("/api/v1/clinics")), UnexpectedAnswer);
});

test("an answer that did not change is used again", async () => {
  const tags: (string | null)[] = [];
  const api = clientOf((request) => {
    const tag = request.headers.get("If-None-Match");
    tags.push(tag);
    if (tag === '"1"') return new Response(null, { status: 304 });
    return Response.json({ items: [], next: null }, { headers: { ETag: '"1"' } });
  });
  api.use(rememberAnswers());
  const first = await answer(api.GET("/api/v1/clinics"));
  assert.deepEqual(await answer(api.GET("/api/v1/clinics")), first);
  assert.deepEqual(tags, [null, '"1"']);
});

test("what a token opened is never kept", async () => {
  const tags: (string | null)[] = [];
  const api = clientOf((request) => {
    tags.push(request.headers.get("If-None-Match"));
    return Response.json({ items: [], next: null }, { headers: { ETag: '"1"' } });
  });
  api.use(rememberAnswers());
  const headers = { Authorization: "Bearer token" };
  await answer(api.GET("/api/v1/clinics", { headers }));
  await answer(api.GET("/api/v1/clinics", { headers }));
  assert.deepEqual(tags, [null, null]);
});

test("only so many answers are kept, the latest", async () => {
  const tags: (string | null)[] = [];
  const api = clientOf((request) => {
    tags.push(request.headers.get("If-None-Match"));
    return Response.json({ items: [], next: null }, { headers: { ETag: `"${request.url}"` } });
  });
  api.use(rememberAnswers(1));
  await api.GET("/api/v1/clinics");
  await api.GET("/api/v1/network/hosts");
  await api.GET("/api/v1/clinics");
  assert.deepEqual(tags, [null, null, null]);
});
