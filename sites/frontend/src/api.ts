/** What the front end asks of the delivery API. */
import { all, answer, type DeliveryClient, ProblemError, type Schemas } from "clinic-cms-client";

/** What surrounds every page of a clinic in one locale. */
export interface Site {
  clinic: Schemas["Clinic"];
  navigation: Schemas["Navigation"];
  words: Schemas["Words"];
  /** The locale that its reader chose. */
  locale: Schemas["Locale"];
}

type AnyPage = Extract<Schemas["Resolved"], { kind: "page" }>["page"];
type PageType = AnyPage["type"];
/** A page of one type, or of any. */
export type Page<Type extends PageType = PageType> = Extract<AnyPage, { type: Type }>;

type AnyBlock = Schemas["HomePage"]["blocks"][number];
/** A block without the HTML of the server's own pages: this front end builds from the values. */
export type Block = AnyBlock extends infer One ? (One extends AnyBlock ? Omit<One, "html"> : never) : never;

/** Yields every host on which a clinic's pages lie. */
export async function* canonicalHosts(api: DeliveryClient) {
  const hosts = all((cursor) =>
    answer(api.GET("/api/v1/network/hosts", { params: { query: { limit: 100, ...cursor } } })),
  );
  for await (const host of hosts) if (host.canonical) yield host;
}

/** Returns a clinic in its default locale. */
export function readClinic(api: DeliveryClient, slug: string): Promise<Schemas["Clinic"]> {
  return answer(api.GET("/api/v1/clinics/{clinic}", { params: { path: { clinic: slug } } }));
}

/** Returns what surrounds a clinic's pages in a locale: three answers. */
export async function readSite(api: DeliveryClient, slug: string, code: string): Promise<Site> {
  const params = { path: { clinic: slug }, query: { locale: code } };
  const [clinic, navigation, words] = await Promise.all([
    answer(api.GET("/api/v1/clinics/{clinic}", { params })),
    answer(api.GET("/api/v1/clinics/{clinic}/navigation", { params })),
    answer(api.GET("/api/v1/clinics/{clinic}/words", { params })),
  ]);
  const locale = clinic.locales.find((offered) => offered.locale === code);
  if (!locale) throw new Error(`${slug} does not offer ${code}.`);
  return { clinic, navigation, words, locale };
}

/** Returns every address of a clinic at which a page lies. */
export async function readSitemap(
  api: DeliveryClient,
  slug: string,
): Promise<Schemas["SitemapItem"][]> {
  const params = { path: { clinic: slug } };
  return (await answer(api.GET("/api/v1/clinics/{clinic}/sitemap", { params }))).items;
}

/** Returns the URL to which another one leads; null where none does, or the API cannot say. */
export async function readRedirect(
  api: DeliveryClient,
  host: string,
  path: string,
): Promise<string | null> {
  try {
    const found = await answer(api.GET("/api/v1/resolve", { params: { query: { host, path } } }));
    return found.kind === "redirect" ? found.location : null;
  } catch (error) {
    if (!(error instanceof ProblemError && error.problem.status === 404)) console.error(error);
    return null;
  }
}

/** Returns the page at an address of a clinic. */
export async function readPage(api: DeliveryClient, host: string, path: string): Promise<Page> {
  const params = { query: { host, path } };
  const found = await answer(api.GET("/api/v1/resolve", { params }));
  if (found.kind === "page") return found.page;
  throw new Error(`${host}${path} leads on to ${found.location}.`);
}
