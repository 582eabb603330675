import assert from "node:assert/strict";
import { test } from "node:test";
import type { Schemas } from "clinic-cms-client";
import { searchFiles } from "../build/sitemap.js";

const ROOT = "https://a.example/";

function entry(path: string, ...languages: string[]): Schemas["SitemapItem"] {
  const url = ROOT + path;
  const alternates = languages.map((language) => ({
    locale: language,
    language,
    name: language,
    url: `${url}?${language}&x`,
    path,
    current: false,
  }));
  const x_default = languages.length ? url : "";
  const modified_at = "2026-11-28T09:00:00Z";
  return { type: "page", locale: "en", language: "en", path, url, modified_at, alternates, x_default };
}

test("a sitemap has each page with its versions", () => {
  const text = searchFiles(ROOT, [entry("a/", "en", "es"), entry("b/", "en")]).get("/sitemap.xml");
  assert.match(text ?? "", /<loc>https:\/\/a\.example\/a\/<\/loc><lastmod>2026-11-28T09:00:00Z</);
  assert.match(text ?? "", /hreflang="es" href="https:\/\/a\.example\/a\/\?es&amp;x"\/>/);
  assert.match(text ?? "", /hreflang="x-default" href="https:\/\/a\.example\/a\/"\/>/);
  assert.equal(text?.match(/<xhtml:link/g)?.length, 3);
});

test("many pages are cut into sitemaps with an index", () => {
  const files = searchFiles(ROOT, ["a/", "b/", "c/"].map((path) => entry(path)), 2);
  assert.deepEqual([...files.keys()], ["/robots.txt", "/sitemap-1.xml", "/sitemap-2.xml", "/sitemap.xml"]);
  assert.match(files.get("/sitemap.xml") ?? "", /<sitemapindex[^]*sitemap-2\.xml<\/loc>/);
  assert.match(files.get("/sitemap-2.xml") ?? "", /c\/<\/loc>/);
});

test("robots.txt names the sitemap, also of a clinic without pages", () => {
  const files = searchFiles(ROOT, []);
  assert.match(files.get("/robots.txt") ?? "", /^Sitemap: https:\/\/a\.example\/sitemap\.xml$/m);
  assert.match(files.get("/sitemap.xml") ?? "", /<urlset/);
});
