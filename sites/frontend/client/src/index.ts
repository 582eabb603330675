/** A typed client of clinic_cms's delivery API. Its types are generated from the API's contract. */
import createFetchClient, { type Client, type ClientOptions } from "openapi-fetch";
import type { components, paths } from "./schema.js";

export { rememberAnswers } from "./memory.js";
export type { components, paths } from "./schema.js";

export type Schemas = components["schemas"];
export type Problem = Schemas["Problem"];

/** Full answers and problems. With the parameter `fields`, an answer holds less than its type. */
type Media = "application/json" | "application/problem+json";
export type DeliveryClient = Client<paths, Media>;

/** Returns a client of the API on a host: `createClient({ baseUrl: "https://cms.example" })`. */
export function createClient(options: ClientOptions & { baseUrl: string }): DeliveryClient {
  return createFetchClient<paths, Media>(options);
}

/** What the API refused. Match on `problem.code`: it never changes. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";

  constructor(
    readonly problem: Problem,
    readonly response: Response,
  ) {
    super(`${problem.code}: ${problem.detail}`);
  }
}

/** Something other than an API of clinic_cms answered: a proxy, or the wrong address. */
export class UnexpectedAnswer extends Error {
  override readonly name = "UnexpectedAnswer";

  constructor(readonly response: Response) {
    super(`${response.url} answered ${response.status} without a problem's details.`);
  }
}

/** What a request of the client comes back with. */
interface Result<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** Waits for a request and returns its answer; throws ProblemError where the API refused. */
export async function answer<Data>(request: Promise<Result<Data>>): Promise<Data> {
  const { data, error, response } = await request;
  if (data !== undefined) return data;
  throw isProblem(error) ? new ProblemError(error, response) : new UnexpectedAnswer(response);
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "code" in value && "detail" in value;
}

/** A page of a list. */
interface ListPage<Item> {
  items: Item[];
  next: string | null;
}

/** What to add to a list's query for the page that a cursor names. */
export type Cursor = { cursor?: string };

/**
 * Yields every item of a list, asking for the next page once it is needed:
 *
 *     for await (const host of all((cursor) =>
 *       answer(api.GET("/api/v1/network/hosts", { params: { query: cursor } })))) …
 */
export async function* all<Item>(
  ask: (cursor: Cursor) => Promise<ListPage<Item>>,
): AsyncGenerator<Item, void, void> {
  let cursor: Cursor = {};
  for (;;) {
    const page = await ask(cursor);
    yield* page.items;
    if (page.next === null) return;
    cursor = { cursor: page.next };
  }
}
