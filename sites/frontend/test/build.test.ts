import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

test("a build that fails leaves what was built before, and says why", async (context) => {
  const folder = await mkdtemp(join(tmpdir(), "built-"));
  context.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "kept"), "before");
  const nobody = "http://127.0.0.1:1";
  const built = spawnSync(
    process.execPath,
    ["build/build.js", "--api", nobody, "--out", folder],
    { encoding: "utf8" },
  );
  assert.equal(built.status, 1);
  assert.match(built.stderr, /Nothing was changed .* Is the API at http:\/\/127\.0\.0\.1:1\?/);
  assert.equal(await readFile(join(folder, "kept"), "utf8"), "before");
});

test("what was built before is replaced as a whole", async (context) => {
  const api = createServer((_request, response) => {
    response.setHeader("Content-Type", "application/json").end('{"items": [], "next": null}');
  });
  await once(api.listen(0), "listening");
  const parent = await mkdtemp(join(tmpdir(), "built-"));
  context.after(() => rm(parent, { recursive: true }));
  context.after(() => api.close());
  const { port } = api.address() as AddressInfo;
  await mkdir(join(parent, "dist"));
  await writeFile(join(parent, "dist", "old"), "before");
  const options = ["build/build.js", "--api", `http://127.0.0.1:${port}`, "--out", `${parent}/dist/`];
  const [status] = await once(spawn(process.execPath, options), "exit");
  assert.equal(status, 0);
  assert.deepEqual(await readdir(parent, { recursive: true }), ["dist"]);
});

for (const script of ["build", "server"]) {
  test(`${script} says how it is used, also after a mistake`, () => {
    const run = (...options: string[]) =>
      spawnSync(process.execPath, [`build/${script}.js`, ...options], { encoding: "utf8" });
    const helped = run("--help");
    assert.equal(helped.status, 0);
    assert.match(helped.stdout, /--api URL/);
    const mistaken = run("--nonsense");
    assert.equal(mistaken.status, 2);
    assert.match(mistaken.stderr, /--nonsense[^]*--api URL/);
    assert.doesNotMatch(mistaken.stderr, /\n\s+at /);
  });
}

test("no number of pages at once that would build nothing is taken", () => {
  for (const number of ["0", "many", "-1", "1.5"]) {
    const options = ["build/build.js", `--at-once=${number}`];
    const { status, stderr } = spawnSync(process.execPath, options, { encoding: "utf8" });
    assert.deepEqual([status, stderr.split("\n")[0]], [2, `--at-once is a number from 1 on, and not “${number}”.`]);
  }
});
