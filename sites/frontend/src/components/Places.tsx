/** Where the clinic is, and when it is open. */
import type { Schemas } from "clinic-cms-client";
import type { Site } from "../api.js";
import { Apart, Heading, Hidden, Rich, say } from "../words.js";
import { Phone } from "./Reach.js";

type Location = Schemas["Location"];
type Words = Site["words"];

export function Address({ lines }: { lines: string[] }) {
  if (!lines.length) return null;
  return (
    <address>
      {lines.map((line, index) => (
        <>
          {index > 0 && <br />}
          <Apart>{line}</Apart>
        </>
      ))}
    </address>
  );
}

interface PlaceProps {
  location: Location;
  words: Words;
  /** Whether to lead on to the location's own page. */
  leadOn?: boolean;
}

export function Place({ location, words, leadOn = false }: PlaceProps) {
  return (
    <div class="place">
      <Address lines={location.address} />
      {location.phone && (
        <p>
          <Phone phone={location.phone} />
        </p>
      )}
      {leadOn && (
        <p>
          <a href={location.path}>
            {words.more_about_location}
            <Hidden>: {location.title}</Hidden>
          </a>
        </p>
      )}
      {location.map_url && (
        <p>
          <a href={location.map_url}>{words.open_map}</a>
        </p>
      )}
      {location.service_areas_text && (
        <p>{say(words.also_for, { places: location.service_areas_text })}</p>
      )}
    </div>
  );
}

export function OpeningHours({ location, words }: { location: Location; words: Words }) {
  return (
    <div>
      <HoursTable rows={location.hours} caption={words.opening_hours} />
      <HoursTable rows={location.special_days} caption={words.special_days} dated />
    </div>
  );
}

interface HoursProps {
  rows: Schemas["Hours"][];
  caption: string;
  /** Whether each row is of one date. */
  dated?: boolean;
}

function HoursTable({ rows, caption, dated = false }: HoursProps) {
  if (!rows.length) return null;
  return (
    <table class="hours">
      <caption>{caption}</caption>
      {rows.map((row) => (
        <tr>
          <th scope="row">{dated ? <time dateTime={row.days[0]}>{row.label}</time> : row.label}</th>
          <td>{unbroken(row.text)}</td>
        </tr>
      ))}
    </table>
  );
}

/** Hours whose stretches do not break at their dash on a narrow screen. */
function unbroken(text: string): string {
  return text.replaceAll("\u2009", "\u202f").replaceAll("–", "\u2060–\u2060");
}

interface ListProps {
  locations: Location[];
  words: Words;
  level: 2 | 3;
  /** Whether to tell the way there. */
  directions?: boolean;
}

export function Locations({ locations, words, level, directions = false }: ListProps) {
  return (
    <div class="cards">
      {locations.map((location) => (
        <section class="card">
          <Heading level={level}>
            <a href={location.path}>{location.title}</a>
          </Heading>
          <Place location={location} words={words} leadOn />
          <OpeningHours location={location} words={words} />
          {directions && location.directions && (
            <>
              <Heading level={level + 1}>{words.way_here}</Heading>
              <Rich text={location.directions} />
            </>
          )}
        </section>
      ))}
    </div>
  );
}
