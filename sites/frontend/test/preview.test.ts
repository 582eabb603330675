import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient } from "clinic-cms-client";
import { previewAnswer } from "../build/preview.js";

test("a token that no header may hold is a wrong one", async () => {
  const asked: string[] = [];
  const problem = { code: "clinic_cms.V021", status: 401, title: "", detail: "" };
  const fetch = async (request: Request) => {
    asked.push(request.headers.get("Authorization") ?? "");
    return Response.json(problem, { status: 401 });
  };
  const api = createClient({ baseUrl: "http://localhost", fetch });
  for (const token of ["é", "a\nb", "頭", "WzEsImtvc2FrIl0:1vN:_-x"]) {
    const query = new URLSearchParams({ clinic: "kosak", token });
    const { status, body } = await previewAnswer(api, "http://localhost", query);
    assert.deepEqual([status, /This preview is over/.test(body.toString())], [401, true], token);
  }
  assert.equal(asked.at(-1), "Bearer WzEsImtvc2FrIl0:1vN:_-x");
});
