// Asks for the list of runs, with which most visits begin, and reads it, before the rest of the page is there to show it.
if (/^(#\/(\?.*)?|#token=.*)?$/.test(location.hash)) {
  window.early = fetch('/api/runs', {priority: 'high'})
    .then(async (response) => new Response(await response.text(), response));
  window.early.catch(() => {});
}
