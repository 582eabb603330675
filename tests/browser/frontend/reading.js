// What a page says, for people, screen readers and search engines, without how it looks.
() => {
  const attribute = (selector, name) => document.querySelector(selector)?.getAttribute(name) ?? null
  const all = (selector, read) => [...document.querySelectorAll(selector)].map(read)
  const canonical = attribute('link[rel=canonical]', 'href')
  const homes = [location.origin, canonical && new URL(canonical).origin]
  const target = (text) => {
    const url = new URL(text, document.baseURI)
    return homes.includes(url.origin) ? url.pathname + url.search + url.hash : url.href
  }

  // Words in reading order. A block begins and ends a word, text within a line does not.
  const parts = []
  const read = (node) => {
    if (node.nodeType === Node.TEXT_NODE) parts.push(node.data)
    if (node.nodeType !== Node.ELEMENT_NODE) return
    if (!node.checkVisibility({ visibilityProperty: true })) return
    const ends = node.tagName === 'BR' || !/^(inline|contents)$/.test(getComputedStyle(node).display)
    const apart = ends && !/^(A|B|SPAN|BDI)$/.test(node.tagName)
    if (apart) parts.push(' ')
    node.childNodes.forEach(read)
    if (apart) parts.push(' ')
  }
  const wordsOf = (node) => {
    parts.length = 0
    read(node)
    return parts.join('').split(/\s+/).filter(Boolean)
  }
  const textOf = (node) => wordsOf(node).join(' ')

  return {
    lang: document.documentElement.lang,
    dir: document.documentElement.dir,
    title: document.title,
    description: attribute('meta[name=description]', 'content'),
    robots: attribute('meta[name=robots]', 'content'),
    canonical,
    hreflang: all('link[rel=alternate]', (link) => [link.hreflang, link.href]),
    structured: all('script[type="application/ld+json"]', (script) => JSON.parse(script.textContent)),
    words: wordsOf(document.body),
    headings: all('h1, h2, h3, h4, h5, h6', (one) => [one.tagName, textOf(one)]),
    links: all('a[href]', (link) => [textOf(link), target(link.getAttribute('href'))]),
    current: all('[aria-current]', (one) => [one.getAttribute('aria-current'), textOf(one)]),
    parts: all('header, nav, main, footer', (one) => [one.tagName, one.getAttribute('aria-label')]),
    images: all('img', (image) => image.getAttribute('alt')),
    files: all('picture', (picture) =>
      [...picture.querySelectorAll('[srcset], [src]')]
        .flatMap((one) => [one.getAttribute('src'), ...(one.getAttribute('srcset') ?? '').split(',')])
        .filter(Boolean)
        .map((file) => new URL(file.trim().split(' ')[0], document.baseURI).pathname)
        .filter((file, index, files) => files.indexOf(file) === index)
        .sort()),
    times: all('time', (time) => [time.dateTime, textOf(time)]),
    tongues: all('body [lang]', (one) => [one.lang, one.dir, textOf(one)]),
    tables: all('table', (table) => [textOf(table.caption), table.rows.length]),
    anchors: all('main [id]', (one) => one.id).filter((id) => document.querySelector(`a[href="#${id}"]`)),
  }
}
