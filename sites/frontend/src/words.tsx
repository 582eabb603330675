/** Words of the interface with something put into them, and text from the API. */
import type { ComponentChildren } from "preact";

/** Returns a text with what its placeholders stand for: say("Call {number}", { number: … }). */
export function say(text: string, values: Record<string, ComponentChildren>): ComponentChildren {
  return text.split(/\{(\w+)\}/).map((part, index) => (index % 2 ? values[part] : part));
}

/** Text that may run in the other direction than what surrounds it: a name, a number. */
export const Apart = ({ children }: { children: ComponentChildren }) => <bdi>{children}</bdi>;

/** Text for screen readers alone. */
export const Hidden = ({ children }: { children: ComponentChildren }) => (
  <span class="hidden">{children}</span>
);

/** Formatted text, which the API has cleaned. */
export const Rich = ({ text, class: name }: { text: string; class?: string }) =>
  text ? <div class={name ?? "text"} dangerouslySetInnerHTML={{ __html: text }} /> : null;

/** The same where no h2 stands above it: its headings begin at h3, and rise by one. */
export const RichAtTop = ({ text }: { text: string }) => (
  <Rich text={text.replace(/<(\/?)h([34])\b/g, (_tag, end, level) => `<${end}h${level - 1}`)} />
);

/** A heading of a level from 1 to 6. */
export function Heading({ level, children }: { level: number; children: ComponentChildren }) {
  const Name = `h${level}` as "h2";
  return <Name>{children}</Name>;
}
