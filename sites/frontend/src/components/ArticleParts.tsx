/** What an article has besides its sections. */
import type { Schemas } from "clinic-cms-client";
import type { Page, Site } from "../api.js";
import { Apart } from "../words.js";

type Words = Site["words"];

export function Contents({ sections, words }: { sections: Page<"condition">["sections"]; words: Words }) {
  return (
    <nav class="contents" aria-labelledby="contents">
      <p id="contents">{words.on_this_page}</p>
      <ul>
        {sections
          .filter((section) => section.heading)
          .map((section) => (
            <li>
              <a href={`#${section.key}`}>{section.heading}</a>
            </li>
          ))}
      </ul>
    </nav>
  );
}

export function References({ items, words }: { items: Schemas["Reference"][]; words: Words }) {
  if (!items.length) return null;
  return (
    <section>
      <h2>{words.sources}</h2>
      <ol>
        {items.map(({ title, url, publisher, year }) => (
          <li>
            {url ? <a href={url}>{title}</a> : <cite>{title}</cite>}
            {publisher && `. ${publisher}`}
            {year !== null && ` (${year})`}
          </li>
        ))}
      </ol>
    </section>
  );
}

export function Review({ review, words }: { review: Schemas["Review"]; words: Words }) {
  const reviewer = [review.reviewer, review.reviewer_credentials].filter(Boolean).join(", ");
  return (
    <section class="review">
      <h2>{words.about_this_page}</h2>
      <dl>
        {review.author && <Fact name={words.written_by} text={review.author} />}
        {review.reviewer && <Fact name={words.reviewed_by} text={reviewer} />}
        {review.reviewed_on && (
          <Fact name={words.last_reviewed} text={review.reviewed_on_text} day={review.reviewed_on} />
        )}
        {review.next_review_on && (
          <Fact name={words.next_review} text={review.next_review_on_text} day={review.next_review_on} />
        )}
      </dl>
      <p>{words.general_information}</p>
    </section>
  );
}

function Fact({ name, text, day }: { name: string; text: string; day?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{day ? <time dateTime={day}>{text}</time> : <Apart>{text}</Apart>}</dd>
    </div>
  );
}
