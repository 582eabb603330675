/** What is around every page: head, header, footer. */
import type { Schemas } from "clinic-cms-client";
import type { ComponentChildren } from "preact";
import type { Page, Site } from "../api.js";
import { Apart } from "../words.js";
import { Picture } from "./Picture.js";
import { Address } from "./Places.js";
import { Call, Phone } from "./Reach.js";

/** What the frame needs to know of a page; an error page has no address. */
export type Framed = Pick<Page, "head_title" | "description" | "language" | "direction" | "languages"> & {
  page?: Page | undefined;
};

interface Props extends Framed {
  site: Site;
  /** The address of the style sheet. */
  styles: string;
  /** Whether search engines are to leave it out: an error page or a draft. */
  unlisted?: boolean;
  children: ComponentChildren;
}

export function Frame({ site, styles, page, unlisted = false, children, ...head }: Props) {
  const { theme } = site.clinic;
  const colors = `--surface: ${theme.surface_color}; --primary: ${theme.color || "#1f2937"}`;
  return (
    <html lang={head.language} dir={head.direction} data-theme={theme.name} style={colors}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{head.head_title}</title>
        {head.description && <meta name="description" content={head.description} />}
        {unlisted && <meta name="robots" content="noindex" />}
        {page && <Addresses page={page} />}
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={styles} />
      </head>
      <body>
        <a class="skip" href="#main">
          {site.words.skip_to_content}
        </a>
        <Header site={site} path={page?.path ?? ""} languages={head.languages} />
        <main id="main">{children}</main>
        <Footer site={site} />
      </body>
    </html>
  );
}

function Addresses({ page }: { page: Page }) {
  const versions = page.alternates.length > 1 ? page.alternates : [];
  return (
    <>
      <link rel="canonical" href={page.canonical} />
      {versions.map((version) => (
        <link rel="alternate" hreflang={version.language} href={version.url} />
      ))}
      {versions.length > 0 && page.x_default && (
        <link rel="alternate" hreflang="x-default" href={page.x_default} />
      )}
      <script
        type="application/ld+json"
        dangerouslySetInnerHTML={{ __html: inScript(page.json_ld) }}
      />
    </>
  );
}

/** JSON of which no text can end the script element. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
}

interface HeaderProps {
  site: Site;
  path: string;
  languages: Schemas["Alternate"][];
}

function Header({ site, path, languages }: HeaderProps) {
  const { clinic, navigation, words } = site;
  const { phone } = navigation.clinic;
  return (
    <header class="masthead">
      <div class="wrap">
        <a class="brand" href={navigation.clinic.path}>
          {clinic.logo ? (
            <Picture picture={clinic.logo} class="logo" eager />
          ) : (
            <Apart>{clinic.name}</Apart>
          )}
        </a>
        {languages.length > 1 && <Languages languages={languages} name={words.language_menu} />}
        {phone && <Call phone={phone} words={words} />}
        <Menu links={navigation.menu} name={words.main_menu} path={path} />
      </div>
    </header>
  );
}

function Languages({ languages, name }: { languages: Schemas["Alternate"][]; name: string }) {
  return (
    <nav class="languages" aria-label={name}>
      <ul>
        {languages.map((one) => (
          <li>
            <a
              href={one.path}
              lang={one.language}
              hreflang={one.language}
              dir="auto"
              aria-current={one.current ? "true" : undefined}
            >
              {one.name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The menu. In the header, it marks the page being read, and the one above it. */
function Menu({ links, name, path }: { links: Schemas["Link"][]; name: string; path?: string }) {
  if (!links.length) return null;
  return (
    <nav class="menu" aria-label={name}>
      <ul>
        {links.map((link) => (
          <li>
            <a href={link.path} aria-current={path?.startsWith(link.path) ? "true" : undefined}>
              {link.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Footer({ site }: { site: Site }) {
  const { navigation, words } = site;
  const { name, phone, appointment_path: appointment } = navigation.clinic;
  return (
    <footer class="colophon">
      <div class="wrap">
        <div>
          <p class="brand">
            <Apart>{name}</Apart>
          </p>
          <Address lines={navigation.address} />
        </div>
        {(phone || appointment) && (
          <ul>
            {phone && (
              <li>
                <Phone phone={phone} />
              </li>
            )}
            {appointment && (
              <li>
                <a href={appointment}>{words.ask_for_appointment}</a>
              </li>
            )}
          </ul>
        )}
        <Menu links={navigation.menu} name={words.footer_menu} />
        {phone && navigation.language_help.length > 0 && (
          <LanguageHelp lines={navigation.language_help} phone={phone} title={words.language_help} />
        )}
      </div>
    </footer>
  );
}

interface HelpProps {
  lines: Schemas["HelpLine"][];
  phone: Schemas["Phone"];
  title: string;
}

function LanguageHelp({ lines, phone, title }: HelpProps) {
  return (
    <section class="language-help" aria-labelledby="language-help">
      <h2 id="language-help">{title}</h2>
      <ul>
        {lines.map((line) => (
          <li lang={line.language} dir={line.direction}>
            <b>{line.name}</b> {line.before}
            <Phone phone={phone} />
            {line.after}
          </li>
        ))}
      </ul>
    </section>
  );
}
