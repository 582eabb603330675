/* “Preview as…”: offers the clinics that match what is typed. */
(() => {
  const PAUSE = 150;
  let waiting;

  const fill = async (input) => {
    const url = `${input.dataset.clinicChoices}?q=${encodeURIComponent(input.value)}`;
    const response = await fetch(url, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    if (!response.ok) return;
    const { modes } = await response.json();
    input.list.replaceChildren(...modes.map(({ name, mode }) => new Option(name, mode)));
  };

  const later = (event) => {
    if (!event.target.matches?.("[data-clinic-choices]")) return;
    clearTimeout(waiting);
    waiting = setTimeout(fill, PAUSE, event.target);
  };

  document.addEventListener("input", later);
  document.addEventListener("focusin", later);
})();
