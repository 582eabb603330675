import assert from "node:assert/strict";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileAnswer, fileOf } from "../build/files.js";

let folder = "";

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "built-"));
  await mkdir(join(folder, "a.localhost", "es", "头痛"), { recursive: true });
  await writeFile(join(folder, "a.localhost", "index.html"), "home");
  await writeFile(join(folder, "a.localhost", "404.html"), "nothing here");
  await writeFile(join(folder, "a.localhost", "es", "404.html"), "nada");
  await writeFile(join(folder, "a.localhost", "es", "头痛", "index.html"), "artículo");
  await writeFile(join(folder, "secret.html"), "secret");
});

after(() => rm(folder, { recursive: true }));

async function said(path: string, host = "a.localhost"): Promise<[number, string]> {
  const { status, body } = await fileAnswer(folder, host, path);
  return [status, body.toString()];
}

test("a path is the index of its folder", async () => {
  assert.deepEqual(await said("/"), [200, "home"]);
  assert.deepEqual(await said("/es/%E5%A4%B4%E7%97%9B/"), [200, "artículo"]);
});

test("a path without its slash leads on", async () => {
  const { status, headers } = await fileAnswer(folder, "a.localhost", "/es/头痛");
  assert.deepEqual([status, headers.Location], [301, "/es/%E5%A4%B4%E7%97%9B/"]);
});

test("where nothing lies, the nearest page that says so answers", async () => {
  assert.deepEqual(await said("/x/y/"), [404, "nothing here"]);
  assert.deepEqual(await said("/es/x"), [404, "nada"]);
});

test("no path leads out of the host's folder", async () => {
  for (const path of ["/../secret.html", "/%2e%2e/secret.html", "/..%2fsecret.html", "/%00", "/%"]) {
    const [status, body] = await said(path);
    assert.equal(status, 404, path);
    assert.notEqual(body, "secret");
  }
  for (const path of ["/../x/", "/..%2f..%2fx/", "/%2e%2e/x/", "/a%2f..%2f..%2fx/", "/%00/"]) {
    assert.throws(() => fileOf(folder, "a.localhost", path), /No page of ours/, path);
  }
  assert.throws(() => fileOf(folder, "..", "/x/"), /No page of ours/);
  assert.equal(fileOf("dist", "a.localhost", "/es/%E5%A4%B4/"), "dist/a.localhost/es/头/index.html");
  for (const host of ["..", "", "b.localhost", "a.localhost/../a.localhost"]) {
    assert.deepEqual(await said("/", host), [404, "Not found.\n"], host);
  }
});
