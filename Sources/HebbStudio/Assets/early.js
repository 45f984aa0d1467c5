// Asks for the list of runs, with which most visits begin, before the rest of the page is there to show it.
if (/^(#\/(\?.*)?|#token=.*)?$/.test(location.hash)) {
  window.early = fetch('/api/runs');
  window.early.catch(() => {});
}
