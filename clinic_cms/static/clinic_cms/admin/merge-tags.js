/* The picker: a list of merge tags that opens beside the field or button that asked for it. */
(() => {
  let data = null;

  const load = () => {
    const source = document.getElementById("clinic-merge-tags");
    if (!data && source) data = JSON.parse(source.textContent);
    return data || { title: "", search: "", empty: "", groups: [] };
  };

  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  const tagButton = (tag, pick) =>
    make(
      "button",
      { type: "button", className: "clinic-tags__tag", title: tag.help, onclick: () => pick(`{{ ${tag.name} }}`) },
      make("span", { className: "clinic-tags__label", textContent: tag.label }),
      make("code", { className: "clinic-tags__name", textContent: tag.name }),
      make("span", { className: "clinic-tags__sample", textContent: tag.sample }),
    );

  const groupList = (group, pick) => {
    const items = group.tags.map((tag) => make("li", {}, tagButton(tag, pick)));
    return make(
      "section",
      {},
      make("h3", { className: "clinic-tags__group", textContent: group.label }),
      make("ul", {}, ...items),
    );
  };

  const filter = (box, words) => {
    const wanted = words.toLowerCase().split(/[\s.{}]+/).filter(Boolean);
    box.querySelectorAll("li").forEach((item) => {
      const text = item.textContent.toLowerCase();
      item.hidden = !wanted.every((word) => text.includes(word));
    });
    box.querySelectorAll("section").forEach((section) => {
      section.hidden = !section.querySelector("li:not([hidden])");
    });
    box.querySelector(".clinic-tags__empty").hidden = !!box.querySelector("li:not([hidden])");
  };

  const visibleTags = (box) => [...box.querySelectorAll("li:not([hidden]) button")];

  const steer = (event, box, search) => {
    const tags = visibleTags(box);
    const at = tags.indexOf(document.activeElement);
    if (event.key === "ArrowDown") (tags[at + 1] || tags[0])?.focus();
    else if (event.key === "ArrowUp") (tags[at - 1] || search).focus();
    else if (event.key === "Enter" && event.target === search) tags[0]?.click();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const place = (box, anchor) => {
    const gap = 4;
    const { left, top, bottom } = anchor;
    const below = window.innerHeight - bottom >= box.offsetHeight + gap;
    const y = below ? bottom + gap : Math.max(gap, top - box.offsetHeight - gap);
    const x = Math.max(gap, Math.min(left, window.innerWidth - box.offsetWidth - gap));
    Object.assign(box.style, { left: `${x}px`, top: `${y}px` });
  };

  /** Open the picker beside an element; `onPick` gets the tag's text. */
  const open = (anchor, onPick) => {
    const words = load();
    // A floating toolbar closes when the focus moves here: measure it first.
    const where = anchor.getBoundingClientRect();
    const search = make("input", { type: "search", placeholder: words.search, ariaLabel: words.search });
    const empty = make("p", { className: "clinic-tags__empty", textContent: words.empty, hidden: true });
    const box = make("div", { className: "clinic-tags", popover: "auto" }, search);
    const pick = (text) => {
      box.hidePopover();
      onPick(text);
    };
    box.append(...words.groups.map((group) => groupList(group, pick)), empty);
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", words.title);
    box.addEventListener("keydown", (event) => steer(event, box, search));
    box.addEventListener("toggle", (event) => event.newState === "closed" && box.remove());
    search.addEventListener("input", () => filter(box, search.value));
    document.body.append(box);
    box.showPopover();
    place(box, where);
    search.focus();
  };

  /** Whether a name is in the vocabulary. */
  const knows = (name) => load().groups.some((group) => group.tags.some((tag) => tag.name === name));

  window.clinicMergeTags = { open, knows, title: () => load().title };
})();
