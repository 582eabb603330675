/** Drafts, for the frame in the admin and for a tab: opened with a token that reads one draft. */
import { createHash } from "node:crypto";
import { answer, ProblemError, type DeliveryClient, type Problem } from "clinic-cms-client";
import { readClinic, readSite, type Page, type Site } from "./api.js";
import type { Answer } from "./files.js";
import { documentOf, renderPage } from "./render.js";
import { styles } from "./styles.js";

/** Each change reloads the frame: the reader stays where they were. Drafts alone have a script. */
const KEEP_PLACE = `addEventListener("pagehide", () => sessionStorage.setItem("place", scrollY));
scrollTo(0, Number(sessionStorage.getItem("place")));`;
const SCRIPT_HASH = createHash("sha256").update(KEEP_PLACE).digest("base64");

/** What to do about the problems that a preview may meet, for the person who looks at it. */
const ADVICE: Record<string, [title: string, text: string]> = {
  "clinic_cms.V003": ["There is no such clinic", "Open the preview in the admin again."],
  "clinic_cms.V020": ["This page shows drafts", "Open it from the admin, by a page's preview."],
  "clinic_cms.V021": [
    "This preview is over",
    "It is too old, or its draft is gone. Open the preview in the admin again.",
  ],
  "clinic_cms.V022": ["This draft is another clinic's", "Open the preview in the admin again."],
};

/** Returns a draft as a page; or what stands in its way, and what to do. */
export async function previewAnswer(
  api: DeliveryClient,
  admin: string,
  query: URLSearchParams,
): Promise<Answer> {
  const slug = query.get("clinic") || "unknown";
  const frames = await framesOf(api, slug, admin);
  try {
    const page = await readDraft(api, slug, query.get("token") ?? "");
    const site = await siteAround(api, slug, page);
    const text = renderPage(site, page, styles.path, { draft: true });
    const script = `<script>${KEEP_PLACE}</script></body>`;
    return { status: 200, headers: headersOf(frames), body: text.replace("</body>", () => script) };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { problem } = error;
    return { status: problem.status, headers: headersOf(frames), body: renderProblem(problem) };
  }
}

function readDraft(api: DeliveryClient, slug: string, token: string): Promise<Page> {
  // A token of ours stays as it is; what no header may hold is a wrong one.
  const headers = token ? { Authorization: `Bearer ${encodeURI(token)}` } : {};
  const params = { path: { clinic: slug } };
  return answer(api.GET("/api/v1/clinics/{clinic}/preview", { params, headers }));
}

/** Returns what surrounds a draft: until its language is on line, in the clinic's default one. */
async function siteAround(api: DeliveryClient, slug: string, page: Page): Promise<Site> {
  const { default_locale, locales } = await readClinic(api, slug);
  const offered = locales.some(({ locale }) => locale === page.locale);
  return readSite(api, slug, offered ? page.locale : default_locale);
}

/** Returns whose frames may show drafts: the admin's on the network's host, and on the clinic's. */
async function framesOf(api: DeliveryClient, slug: string, admin: string): Promise<string> {
  const { data } = await api.GET("/api/v1/clinics/{clinic}", { params: { path: { clinic: slug } } });
  const origins = [admin, ...(data ? [data.url] : [])].map((url) => new URL(url).origin);
  return [...new Set(origins)].join(" ");
}

function headersOf(frames: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "style-src 'self' 'unsafe-inline'",
    "img-src * data:",
    `script-src 'sha256-${SCRIPT_HASH}'`,
    `frame-ancestors ${frames}`,
  ];
  return {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": policy.join("; "),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
  };
}

function renderProblem(problem: Problem): string {
  const [title, text] = ADVICE[problem.code] ?? [problem.title, problem.detail];
  return documentOf(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={styles.path} />
      </head>
      <body class="problem">
        <main class="wrap">
          <h1>{title}</h1>
          <p>{text}</p>
          <p>
            <code>{problem.code}</code>
          </p>
        </main>
      </body>
    </html>,
  );
}
