/** Lists of articles and of people. */
import type { Schemas } from "clinic-cms-client";
import type { Site } from "../api.js";
import { Apart, Heading, say } from "../words.js";
import { Picture } from "./Picture.js";

interface ConditionsProps {
  items: Schemas["ConditionItem"][];
  level?: 2 | 3;
}

export function ConditionCards({ items, level = 3 }: ConditionsProps) {
  return (
    <ul class="cards">
      {items.map((item) => (
        <li class="card">
          <Heading level={level}>
            <a href={item.path}>{item.title}</a>
          </Heading>
          {item.summary && <p>{item.summary}</p>}
        </li>
      ))}
    </ul>
  );
}

type Person = Schemas["Practitioner"];

/** A name with its credentials. */
export function PersonName({ person, link = false }: { person: Person; link?: boolean }) {
  return (
    <Apart>
      {link ? <a href={person.path}>{person.name}</a> : person.name}
      {person.credentials && " "}
      {person.credentials && <span class="credentials">{person.credentials}</span>}
    </Apart>
  );
}

export function People({ people, words }: { people: Person[]; words: Site["words"] }) {
  return (
    <ul class="cards">
      {people.map((person) => (
        <li class="card person">
          {person.photo && <Picture picture={person.photo} />}
          <div>
            <h3>
              <PersonName person={person} link />
            </h3>
            {person.spoken && <p>{say(words.speaks, { languages: person.spoken })}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}
