/* “Preview as…”: offers the clinics that fit what is typed. */
(() => {
  const PAUSE = 150;
  let waiting;

  const fill = async (input) => {
    const url = `${input.dataset.clinicChoices}?q=${encodeURIComponent(input.value)}`;
    const response = await fetch(url, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    if (!response.ok) return;
    const { clinics } = await response.json();
    input.list.replaceChildren(...clinics.map(({ name, slug }) => new Option(name, slug)));
  };

  const later = (event) => {
    if (!event.target.matches?.("[data-clinic-choices]")) return;
    clearTimeout(waiting);
    waiting = setTimeout(fill, PAUSE, event.target);
  };

  document.addEventListener("input", later);
  document.addEventListener("focusin", later);
})();
