import type { Schemas } from "clinic-cms-client";

interface Props {
  picture: Schemas["Picture"];
  class?: string;
  /** Whether it is in sight at once; others wait until they come near. */
  eager?: boolean;
}

/** A picture in the formats and widths that the API offers, the best first. */
export function Picture({ picture, class: name, eager = false }: Props) {
  const types = [...new Set(picture.renditions.map((file) => file.type))];
  const last = picture.renditions.filter((file) => file.type === types.at(-1));
  const file = last.at(-1);
  if (!file) return null;
  return (
    <picture>
      {types.slice(0, -1).map((type) => (
        <source
          type={type}
          srcset={srcset(picture.renditions.filter((one) => one.type === type))}
          sizes={picture.sizes || undefined}
        />
      ))}
      <img
        src={file.url}
        srcset={last.length > 1 ? srcset(last) : undefined}
        sizes={picture.sizes || undefined}
        width={file.width}
        height={file.height}
        alt={picture.alt}
        class={name}
        loading={eager ? undefined : "lazy"}
      />
    </picture>
  );
}

function srcset(files: Schemas["Rendition"][]): string {
  return files.map((file) => `${file.url} ${file.width}w`).join(", ");
}
