/** The built files, by host. */
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
};
const HOST = /^[a-z0-9][a-z0-9.-]*$/;

/** Returns what a host's folder has for a path; its nearest 404 page where there is nothing. */
export async function fileAnswer(folder: string, host: string, path: string): Promise<Answer> {
  const parts = safeParts(path);
  if (!HOST.test(host) || !parts) return nothing();
  const root = join(folder, host);
  const page = path.endsWith("/");
  const body = await found(fileOf(folder, host, path));
  if (body) {
    const type = page ? TYPES[".html"] : TYPES[extname(path)];
    return { status: 200, headers: { "Content-Type": type ?? "application/octet-stream" }, body };
  }
  if (!page && (await found(join(root, ...parts, "index.html")))) {
    const location = `/${parts.map(encodeURIComponent).join("/")}/`;
    return { status: 301, headers: { Location: location }, body: "" };
  }
  for (let depth = parts.length; depth >= 0; depth--) {
    const missing = await found(join(root, ...parts.slice(0, depth), "404.html"));
    if (missing) return { status: 404, headers: { "Content-Type": TYPES[".html"]! }, body: missing };
  }
  return nothing();
}

/** Returns the file for a path on a host; throws for one that would lie outside of its folder. */
export function fileOf(folder: string, host: string, path: string): string {
  const parts = safeParts(path);
  if (!HOST.test(host) || !parts) throw new Error(`No page of ours can lie at ${host}${path}.`);
  return join(folder, host, ...parts, path.endsWith("/") ? "index.html" : "");
}

/** Returns a path's parts; nothing for one that would lead out of its folder. */
function safeParts(path: string): string[] | null {
  try {
    const parts = path.split("/").filter(Boolean).map(decodeURIComponent);
    const odd = parts.some((part) => part === ".." || part === "." || /[/\\\0]/.test(part));
    return odd ? null : parts;
  } catch {
    return null;
  }
}

async function found(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "EISDIR" || code === "ENOTDIR") return null;
    throw error;
  }
}

function nothing(): Answer {
  return { status: 404, headers: { "Content-Type": "text/plain" }, body: "Not found.\n" };
}
