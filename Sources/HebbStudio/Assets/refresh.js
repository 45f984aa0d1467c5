// For pages about files that no event tells of.

/**
 * Calls again and again while the page can be seen; what fails once may succeed the next time.
 *
 * @returns a function that ends it
 */
export function repeatedly(work, milliseconds) {
  let isBusy = false;
  const timer = setInterval(async () => {
    if (isBusy || document.visibilityState !== 'visible') return;
    isBusy = true;
    try { await work(); } catch { /* tells of itself by the connection's state */ }
    isBusy = false;
  }, milliseconds);
  return () => clearInterval(timer);
}
