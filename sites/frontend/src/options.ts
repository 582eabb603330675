/** Reads a script's options: `--help` prints how it is used and ends it, as does what it does not know. */
export function readOptions<Options extends { help?: boolean | undefined }>(
  usage: string,
  read: () => Options,
): Options {
  let options: Options;
  try {
    options = read();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
  if (options.help) {
    console.log(usage);
    process.exit(0);
  }
  return options;
}

/** Returns a number that is at least 1; throws for anything else. */
export function atLeastOne(name: string, value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new Error(`--${name} is a number from 1 on, and not “${value}”.`);
}
