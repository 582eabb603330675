/** Blocks, each from its typed value. */
import type { Schemas } from "clinic-cms-client";
import type { Block, Page, Site } from "../api.js";
import { Heading, Hidden, Rich, RichAtTop, say } from "../words.js";
import { ConditionCards, People } from "./Lists.js";
import { Picture } from "./Picture.js";
import { Locations } from "./Places.js";
import { Reach } from "./Reach.js";

interface Context {
  site: Site;
  page: Page;
  /** The level of the blocks' own headings. */
  level: 2 | 3;
}

export function Blocks({ blocks, ...context }: Context & { blocks: Block[] }) {
  return (
    <>
      {blocks.map((block) => (
        <BlockOf block={block} {...context} />
      ))}
    </>
  );
}

function BlockOf({ block, site, page, level }: Context & { block: Block }) {
  const { words } = site;
  switch (block.type) {
    case "text":
      return level === 2 ? <RichAtTop text={block.value} /> : <Rich text={block.value} />;
    case "advice_card":
      return <AdviceCard value={block.value} words={words} level={level} />;
    case "figure":
      return <Figure value={block.value} />;
    case "call_to_action":
      return (
        <section class="action">
          <Heading level={level}>{block.value.heading}</Heading>
          {block.value.text && <p>{block.value.text}</p>}
          <Reach contacts={page.clinic} words={words} by={block.value.contact} />
        </section>
      );
    case "cause":
      return <Cause value={block.value} words={words} />;
    case "treatment":
      return <Treatment value={block.value} words={words} />;
    case "prevention":
      return (
        <section class="card">
          <h3>{block.value.action}</h3>
          <Rich text={block.value.explanation} />
        </section>
      );
    case "highlights":
      return <Highlights value={block.value} />;
    case "conditions":
    case "team":
    case "locations":
      return page.type === "home" ? <Listing block={block} page={page} site={site} /> : null;
    default:
      return unknown(block);
  }
}

/** A newer API may have blocks that this front end does not know: it leaves them out and warns. */
function unknown(block: never): null {
  console.warn(`There is no component for the block ${JSON.stringify(block)}.`);
  return null;
}

type Words = Site["words"];

function AdviceCard({ value, words, level }: { value: Schemas["AdviceCardValue"]; words: Words; level: 2 | 3 }) {
  return (
    <section class={`advice ${value.urgency}`}>
      <Heading level={level}>
        <span class="urgency">
          {value.urgency_label}
          {value.urgency === "emergency" && <Hidden>, {words.act_now}</Hidden>} <Hidden>:</Hidden>
        </span>{" "}
        {value.heading}
      </Heading>
      <Rich text={value.body} />
    </section>
  );
}

function Figure({ value }: { value: Schemas["FigureValue"] }) {
  return (
    <figure>
      {value.image && <Picture picture={value.image} />}
      {value.caption && <figcaption>{value.caption}</figcaption>}
    </figure>
  );
}

function Cause({ value, words }: { value: Schemas["CauseValue"]; words: Words }) {
  return (
    <section class="card">
      <h3>{value.name}</h3>
      {value.kind_label && (
        <p class="kind">
          <Hidden>{words.kind_of_cause} </Hidden>
          {value.kind_label}
        </p>
      )}
      <Rich text={value.explanation} />
    </section>
  );
}

function Treatment({ value, words }: { value: Schemas["TreatmentValue"]; words: Words }) {
  return (
    <section class="card">
      <h3>{value.name}</h3>
      <dl>
        <div>
          <dt>{words.treatment_where}</dt>
          <dd>{value.setting_label}</dd>
        </div>
        {value.when && (
          <div>
            <dt>{words.treatment_when}</dt>
            <dd>{value.when}</dd>
          </div>
        )}
      </dl>
      <Rich text={value.explanation} />
      {value.evidence && (
        <p class="evidence">
          <strong>{words.evidence}</strong> {value.evidence}{" "}
          {value.reference && (
            <a href={value.reference}>
              {say(words.evidence_source, { host: <bdi>{value.reference_host}</bdi> })}
            </a>
          )}
        </p>
      )}
    </section>
  );
}

function Highlights({ value }: { value: Schemas["HighlightsValue"] }) {
  return (
    <section>
      {value.heading && <h2>{value.heading}</h2>}
      <ul class="cards">
        {value.items.map((item) => (
          <li class="card">
            <h3>{item.heading}</h3>
            <Rich text={item.text} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ListingProps {
  block: Extract<Block, { type: "conditions" | "team" | "locations" }>;
  page: Page<"home">;
  site: Site;
}

/** One of a home's lists, unless it is empty. */
function Listing({ block, page, site }: ListingProps) {
  const { words, navigation } = site;
  const { conditions, team, locations } = page;
  if (!page[block.type].length) return null;
  return (
    <section>
      <h2>{block.value.heading}</h2>
      {block.type === "team" && <People people={team} words={words} />}
      {block.type === "locations" && <Locations locations={locations} words={words} level={3} />}
      {block.type === "conditions" && (
        <>
          <ConditionCards items={conditions.slice(0, block.value.limit)} />
          {navigation.conditions_path && conditions.length > block.value.limit && (
            <p>
              <a href={navigation.conditions_path}>{words.all_conditions}</a>
            </p>
          )}
        </>
      )}
    </section>
  );
}
