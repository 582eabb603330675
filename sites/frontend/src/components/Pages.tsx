/** The content of each type of page. */
import type { Page, Site } from "../api.js";
import { Apart, Rich, say } from "../words.js";
import { Contents, References, Review } from "./ArticleParts.js";
import { Blocks } from "./Blocks.js";
import { Breadcrumbs } from "./Breadcrumbs.js";
import { ConditionCards, PersonName } from "./Lists.js";
import { Picture } from "./Picture.js";
import { Locations, OpeningHours, Place } from "./Places.js";
import { Reach } from "./Reach.js";

interface Props<Type extends Page["type"]> {
  page: Page<Type>;
  site: Site;
}

export function Content({ page, site }: { page: Page; site: Site }) {
  switch (page.type) {
    case "home":
      return <Home page={page} site={site} />;
    case "conditions":
      return <ConditionIndex page={page} site={site} />;
    case "condition":
      return <Article page={page} site={site} />;
    case "location":
      return <Location page={page} site={site} />;
    case "practitioner":
      return <Practitioner page={page} site={site} />;
    case "page":
      return <FreePage page={page} site={site} />;
  }
}

function Home({ page, site }: Props<"home">) {
  const { words } = site;
  return (
    <>
      <section class="hero">
        <div class="wrap">
          <div>
            <h1>{page.hero_heading || page.clinic.name}</h1>
            <Rich text={page.hero_text} class="lede" />
            <Reach contacts={page.clinic} words={words} />
          </div>
          {page.hero_picture && <Picture picture={page.hero_picture} eager />}
        </div>
      </section>
      <div class="wrap stack">
        <Blocks blocks={page.blocks} page={page} site={site} level={2} />
      </div>
    </>
  );
}

function ConditionIndex({ page, site }: Props<"conditions">) {
  return (
    <div class="wrap stack">
      <Breadcrumbs page={page} words={site.words} />
      <header>
        <h1>{page.title}</h1>
        <Rich text={page.intro} class="lede" />
      </header>
      {page.conditions.length ? (
        <ConditionCards items={page.conditions} level={2} />
      ) : (
        <p>{site.words.nothing_here_yet}</p>
      )}
    </div>
  );
}

function Article({ page, site }: Props<"condition">) {
  const { words } = site;
  return (
    <div class="wrap stack">
      <Breadcrumbs page={page} words={words} />
      <article>
        <header>
          <h1>{page.title}</h1>
          {page.summary && <p class="lede">{page.summary}</p>}
          <Blocks blocks={page.opening} page={page} site={site} level={2} />
        </header>
        <Contents sections={page.sections} words={words} />
        <div class="sections">
          {page.sections.map((section) => (
            <section id={section.key}>
              {section.heading && <h2>{section.heading}</h2>}
              <Blocks blocks={section.blocks} page={page} site={site} level={section.heading ? 3 : 2} />
            </section>
          ))}
          <References items={page.references} words={words} />
          <Review review={page.review} words={words} />
        </div>
      </article>
      {page.related.length > 0 && (
        <section>
          <h2>{words.related_conditions}</h2>
          <ConditionCards items={page.related} />
        </section>
      )}
    </div>
  );
}

function Location({ page, site }: Props<"location">) {
  const { location } = page;
  const { words } = site;
  return (
    <div class="wrap stack">
      <Breadcrumbs page={page} words={words} />
      <header>
        <h1>{page.title}</h1>
        <Rich text={page.intro} class="lede" />
        {location.lead && <p>{say(words.led_by, { name: <Apart>{location.lead}</Apart> })}</p>}
      </header>
      <div class="cards">
        <section class="card">
          <h2>{words.address_and_hours}</h2>
          <Place location={location} words={words} />
          <OpeningHours location={location} words={words} />
        </section>
        {location.directions && (
          <section class="card">
            <h2>{words.way_here}</h2>
            <Rich text={location.directions} />
          </section>
        )}
      </div>
    </div>
  );
}

function Practitioner({ page, site }: Props<"practitioner">) {
  const { practitioner } = page;
  const { words } = site;
  return (
    <div class="wrap stack">
      <Breadcrumbs page={page} words={words} />
      <header>
        <h1>
          <PersonName person={practitioner} />
        </h1>
        {practitioner.spoken && (
          <p class="lede">{say(words.speaks, { languages: practitioner.spoken })}</p>
        )}
      </header>
      <div class="portrait">
        {practitioner.photo && <Picture picture={practitioner.photo} eager />}
        <div>
          <Rich text={page.bio} />
          <Reach contacts={page.clinic} words={words} />
        </div>
      </div>
    </div>
  );
}

function FreePage({ page, site }: Props<"page">) {
  const { words } = site;
  return (
    <div class="wrap stack">
      <Breadcrumbs page={page} words={words} />
      <header>
        <h1>{page.title}</h1>
        <Rich text={page.intro} class="lede" />
        {page.is_contact && <Reach contacts={page.clinic} words={words} by="phone" />}
      </header>
      {page.is_contact && (
        <Locations locations={page.locations} words={words} level={2} directions />
      )}
      <Blocks blocks={page.blocks} page={page} site={site} level={2} />
    </div>
  );
}
