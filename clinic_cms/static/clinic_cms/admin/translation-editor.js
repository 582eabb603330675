/* wagtail-localize's editor: merge tags are marked with sample values, and a machine's texts as such. */
(() => {
  const TAG = /\{\{\s*([\w.]+).*?\}\}|\{%.*?%\}/g;
  const MARK = "clinic-tag";

  const read = (id) => {
    const source = document.getElementById(id);
    return source ? JSON.parse(source.textContent) : null;
  };

  const samples = () => {
    const { groups = [] } = read("clinic-merge-tags") || {};
    return new Map(groups.flatMap((group) => group.tags).map((tag) => [tag.name, tag.sample]));
  };

  const markTags = (node, known) => {
    const found = [...node.data.matchAll(TAG)];
    // From the end, so that the positions of earlier matches stay valid.
    for (const match of found.reverse()) {
      const tag = node.splitText(match.index);
      tag.splitText(match[0].length);
      const mark = document.createElement("span");
      mark.className = MARK;
      mark.title = known.get(match[1]) || "";
      tag.replaceWith(mark);
      mark.append(tag);
    }
  };

  const textsIn = (element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    return texts;
  };

  const isNew = (text) => !text.parentElement.closest(`.${MARK}`);

  /* The source is a paragraph of its own. The translation is left alone: React fails on a node that we changed. */
  const sourcesOf = (segment) => [...segment.children].filter((child) => child.matches("p"));

  /* wagtail-localize says in a comment below a text who or what translated it. */
  const markMachine = (segment, { label, comments }) => {
    const origin = segment.querySelector(":scope > ul");
    const isMachine = comments.some((comment) => origin?.textContent.includes(comment));
    segment.classList.toggle("clinic-machine", isMachine);
    if (isMachine) origin.dataset.clinicMachine = label;
    else if (origin) delete origin.dataset.clinicMachine;
  };

  const start = () => {
    const editor = document.querySelector(".js-translation-editor");
    const machine = read("clinic-machine");
    if (!editor || !machine) return;
    const known = samples();
    const decorate = () => {
      observer.disconnect();
      editor.querySelectorAll("li.complete, li.incomplete, li.errored").forEach((segment) => {
        sourcesOf(segment).flatMap(textsIn).filter(isNew).forEach((text) => markTags(text, known));
        markMachine(segment, machine);
      });
      observer.observe(editor, { childList: true, subtree: true, characterData: true });
    };
    const observer = new MutationObserver(decorate);
    decorate();
  };

  document.addEventListener("DOMContentLoaded", start);
})();
