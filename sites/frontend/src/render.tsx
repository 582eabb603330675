/** From answers of the API to documents. */
import { renderToString } from "preact-render-to-string";
import type { Page, Site } from "./api.js";
import { Frame } from "./components/Frame.js";
import { Content } from "./components/Pages.js";
import { Reach } from "./components/Reach.js";
import { Apart, say } from "./words.js";

/** Returns a page as an HTML document; a draft is kept out of search engines. */
export function renderPage(site: Site, page: Page, styles: string, { draft = false } = {}): string {
  const { head_title, description, language, direction, languages } = page;
  const head = { head_title, description, language, direction, languages };
  return documentOf(
    <Frame {...head} site={site} styles={styles} page={page} unlisted={draft}>
      <Content page={page} site={site} />
    </Frame>,
  );
}

/** Returns the document for addresses of a locale at which nothing lies. */
export function renderNotFound(site: Site, styles: string): string {
  const { navigation, words, locale } = site;
  const { clinic, languages } = navigation;
  return documentOf(
    <Frame
      site={site}
      styles={styles}
      head_title={`${words.page_not_found} | ${clinic.name}`}
      description=""
      language={locale.language}
      direction={locale.direction}
      languages={languages}
      unlisted
    >
      <div class="wrap stack">
        <header>
          <h1>{words.page_not_found}</h1>
          <p class="lede">{words.page_not_found_text}</p>
          <p>
            <a href={clinic.path}>{say(words.go_home, { name: <Apart>{clinic.name}</Apart> })}</a>
          </p>
          <Reach contacts={clinic} words={words} />
        </header>
      </div>
    </Frame>,
  );
}

/** Returns an element as a whole document. */
export function documentOf(element: Parameters<typeof renderToString>[0]): string {
  return `<!DOCTYPE html>\n${renderToString(element)}\n`;
}
