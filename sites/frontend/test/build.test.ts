import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
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
