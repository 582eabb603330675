/** Builds every page of every clinic: `node build/build.js --api http://localhost:8000 --out dist`. */
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { createClient, type DeliveryClient, type Schemas } from "clinic-cms-client";
import { canonicalHosts, readClinic, readPage, readSite, readSitemap, type Site } from "./api.js";
import { inBatches } from "./batches.js";
import { fileOf } from "./files.js";
import { atLeastOne, readOptions } from "./options.js";
import { renderNotFound, renderPage } from "./render.js";
import { searchFiles } from "./sitemap.js";
import { styles } from "./styles.js";

const USAGE = `Builds every page of every clinic as static files.

  --api URL        where the delivery API is (CLINIC_CMS_API, or http://localhost:8000)
  --out FOLDER     where to write; what is there is replaced once all is built (dist)
  --at-once NUMBER how many pages to ask for at a time (4)
  --help           show this`;

const options = readOptions(USAGE, () => {
  const { values } = parseArgs({
    options: {
      api: { type: "string", default: process.env.CLINIC_CMS_API ?? "http://localhost:8000" },
      out: { type: "string", default: "dist" },
      "at-once": { type: "string", default: "4" },
      help: { type: "boolean" },
    },
  });
  // A slash at its end would put what is unfinished into what is replaced.
  const out = resolve(values.out);
  return { ...values, out, atOnce: atLeastOne("at-once", values["at-once"]) };
});

const unfinished = `${options.out}.unfinished`;
const replaced = `${options.out}.replaced`;

/** Writes the file of a path on a host. */
async function write(host: string, path: string, content: string): Promise<void> {
  const file = fileOf(unfinished, host, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}

/** Builds a clinic's pages; returns how many. */
async function buildClinic(api: DeliveryClient, host: Schemas["Host"]): Promise<number> {
  await write(host.host, styles.path, styles.text);
  const [clinic, entries] = await Promise.all([
    readClinic(api, host.clinic),
    readSitemap(api, host.clinic),
  ]);
  for (const [path, text] of searchFiles(host.url, entries)) await write(host.host, path, text);
  const sites = new Map<string, Site>();
  for (const { locale, path } of clinic.locales) {
    const site = await readSite(api, host.clinic, locale);
    sites.set(locale, site);
    await write(host.host, `${path}404.html`, renderNotFound(site, styles.path));
  }
  await inBatches(entries, options.atOnce, async ({ locale, path }) => {
    const site = sites.get(locale);
    if (!site) throw new Error(`${host.host} has ${path} in ${locale}, which it does not offer.`);
    await write(host.host, path, renderPage(site, await readPage(api, host.host, path), styles.path));
  });
  return entries.length;
}

/** Builds all clinics beside what was built before, and puts it in that place once it is whole. */
async function buildAll(): Promise<void> {
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  const api = createClient({ baseUrl: options.api });
  for await (const host of canonicalHosts(api)) {
    console.log(`${host.url} ${await buildClinic(api, host)} pages`);
  }
  await mkdir(options.out, { recursive: true });
  // Two renames, so that a server finds pages at any time but for a moment.
  await rm(replaced, { recursive: true, force: true });
  await rename(options.out, replaced);
  await rename(unfinished, options.out);
  await rm(replaced, { recursive: true });
}

try {
  await buildAll();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(`Nothing was changed in ${options.out}. Is the API at ${options.api}? Else give --api.`);
  process.exitCode = 1;
}
