/** Builds every page of every clinic: `node build/build.js --api http://localhost:8000 --out dist`. */
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { createClient, type DeliveryClient, type Schemas } from "clinic-cms-client";
import { canonicalHosts, readClinic, readPage, readSite, readSitemap, type Site } from "./api.js";
import { inBatches } from "./batches.js";
import { renderNotFound, renderPage } from "./render.js";
import { styles } from "./styles.js";

const { values: options } = parseArgs({
  options: {
    api: { type: "string", default: process.env.CLINIC_CMS_API ?? "http://localhost:8000" },
    out: { type: "string", default: "dist" },
    "at-once": { type: "string", default: "4" },
  },
});

const unfinished = `${options.out}.unfinished`;

/** Writes the file of a path on a host: "/es/" is es/index.html in the host's folder. */
async function write(host: string, path: string, content: string): Promise<void> {
  const name = path.endsWith("/") ? `${path}index.html` : path;
  const file = join(unfinished, host, decodeURIComponent(name));
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
  const sites = new Map<string, Site>();
  for (const { locale, path } of clinic.locales) {
    const site = await readSite(api, host.clinic, locale);
    sites.set(locale, site);
    await write(host.host, `${path}404.html`, renderNotFound(site, styles.path));
  }
  await inBatches(entries, Number(options["at-once"]), async ({ locale, path }) => {
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
  await rm(options.out, { recursive: true, force: true });
  await rename(unfinished, options.out);
}

try {
  await buildAll();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(`Nothing was changed in ${options.out}. Is the API at ${options.api}? Else give --api.`);
  process.exitCode = 1;
}
