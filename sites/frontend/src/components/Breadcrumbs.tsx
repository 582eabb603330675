import type { Page, Site } from "../api.js";
import { Apart } from "../words.js";

/** The way from the home down to the page. */
export function Breadcrumbs({ page, words }: { page: Page; words: Site["words"] }) {
  if (!page.breadcrumbs.length) return null;
  return (
    <nav class="breadcrumbs" aria-label={words.you_are_here}>
      <ol>
        {page.breadcrumbs.map((link) => (
          <li>
            {link.current ? (
              <bdi aria-current="page">{link.label}</bdi>
            ) : (
              <a href={link.path}>
                <Apart>{link.label}</Apart>
              </a>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
