/** What search engines read of a clinic's host: its sitemap and robots.txt. */
import type { Schemas } from "clinic-cms-client";

type Entry = Schemas["SitemapItem"];

const MOST_URLS = 50_000;
const START = '<?xml version="1.0" encoding="UTF-8"?>\n';
const SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9";
const XHTML = "http://www.w3.org/1999/xhtml";

/** Returns the files by their path; beyond 50,000 URLs, an index of sitemaps. */
export function searchFiles(root: string, entries: readonly Entry[], most = MOST_URLS): Map<string, string> {
  const parts: string[] = [];
  for (let start = 0; start === 0 || start < entries.length; start += most) {
    parts.push(urlset(entries.slice(start, start + most)));
  }
  const files = new Map([["/robots.txt", `User-agent: *\nDisallow:\n\nSitemap: ${root}sitemap.xml\n`]]);
  if (parts.length === 1) return files.set("/sitemap.xml", parts[0]!);
  const names = parts.map((_part, index) => `sitemap-${index + 1}.xml`);
  parts.forEach((part, index) => files.set(`/${names[index]}`, part));
  const listed = names.map((name) => `<sitemap><loc>${escaped(root + name)}</loc></sitemap>\n`);
  return files.set(
    "/sitemap.xml",
    `${START}<sitemapindex xmlns="${SITEMAPS}">\n${listed.join("")}</sitemapindex>\n`,
  );
}

function urlset(entries: readonly Entry[]): string {
  const urls = entries.map((entry) => `<url>${elements(entry).join("")}</url>\n`);
  return `${START}<urlset xmlns="${SITEMAPS}" xmlns:xhtml="${XHTML}">\n${urls.join("")}</urlset>\n`;
}

function elements({ url, modified_at, alternates, x_default }: Entry): string[] {
  const own = [`<loc>${escaped(url)}</loc>`];
  if (modified_at) own.push(`<lastmod>${modified_at}</lastmod>`);
  // A page without other versions has nothing to say of languages.
  if (alternates.length < 2) return own;
  const links = alternates.map((version) => link(version.language, version.url));
  return [...own, ...links, ...(x_default ? [link("x-default", x_default)] : [])];
}

function link(language: string, url: string): string {
  return `<xhtml:link rel="alternate" hreflang="${language}" href="${escaped(url)}"/>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
