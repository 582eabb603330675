import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient } from "clinic-cms-client";
import { redirectAnswer } from "../build/redirects.js";

function apiThatSays(body: object, status = 200) {
  const fetch = async () => Response.json(body, { status });
  return createClient({ baseUrl: "http://localhost:8000", fetch });
}

test("an earlier URL leads to the page's own, on the port of this server", async () => {
  const location = "http://a.localhost:8000/b/?x=1";
  const api = apiThatSays({ kind: "redirect", status: 301, location });
  const found = await redirectAnswer(api, new URL("http://a.localhost:4321/a/?x=1"));
  assert.equal(found?.status, 301);
  assert.equal(found?.headers.Location, "http://a.localhost:4321/b/?x=1");
});

test("an earlier host leads to the canonical one", async () => {
  const location = "https://new.example/a/";
  const api = apiThatSays({ kind: "redirect", status: 301, location });
  const found = await redirectAnswer(api, new URL("http://old.example/a/"));
  assert.equal(found?.headers.Location, location);
});

test("where nothing lay, or the API fails, nothing leads on", async () => {
  for (const status of [404, 500]) {
    const problem = { code: "clinic_cms.V001", status, title: "", detail: "" };
    const found = await redirectAnswer(apiThatSays(problem, status), new URL("http://a.localhost/a/"));
    assert.equal(found, null);
  }
});
