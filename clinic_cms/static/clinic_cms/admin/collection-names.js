/* Offers the names of collections as one types, in dialogs, where no other dialog can be opened. */
(() => {
  const DELAY = 200;
  let timer;

  async function offer(input) {
    const url = `${input.dataset.clinicNames}?q=${encodeURIComponent(input.value)}`;
    const response = await fetch(url);
    if (!response.ok) return;
    const { names } = await response.json();
    input.list?.replaceChildren(...names.map((name) => new Option(name, name)));
  }

  document.addEventListener("input", ({ target }) => {
    if (!target.dataset.clinicNames) return;
    clearTimeout(timer);
    timer = setTimeout(() => offer(target), DELAY);
  });
})();
