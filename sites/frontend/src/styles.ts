/** The one style sheet: its text, and an address that changes with it. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const text = readFileSync(new URL("../src/site.css", import.meta.url), "utf8");
const digest = createHash("sha256").update(text).digest("hex").slice(0, 12);

export const styles = { text, path: `/_site/${digest}.css` };
