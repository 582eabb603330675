import type { Schemas } from "clinic-cms-client";
import type { Site } from "../api.js";
import { Apart, say } from "../words.js";

export function Phone({ phone }: { phone: Schemas["Phone"] }) {
  return (
    <a class="phone" href={phone.uri}>
      <Apart>{phone.text}</Apart>
    </a>
  );
}

export function Call({ phone, words }: { phone: Schemas["Phone"]; words: Site["words"] }) {
  return (
    <a class="button call" href={phone.uri}>
      {say(words.call, { number: <Apart>{phone.text}</Apart> })}
    </a>
  );
}

interface Props {
  contacts: Schemas["Contacts"];
  words: Site["words"];
  /** Which ways to offer. */
  by?: "both" | "phone" | "appointment";
}

/** How to reach the clinic. */
export function Reach({ contacts, words, by = "both" }: Props) {
  const phone = by === "appointment" ? null : contacts.phone;
  const appointment = by === "phone" ? "" : contacts.appointment_path;
  if (!contacts.phone && !contacts.appointment_path) return null;
  return (
    <div class="reach">
      {phone && <Call phone={phone} words={words} />}{" "}
      {appointment && (
        <a class="button quiet" href={appointment}>
          {words.ask_for_appointment}
        </a>
      )}
    </div>
  );
}
