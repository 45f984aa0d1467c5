// Light or dark: as the system has it, until the switch says otherwise.

const storageKey = 'hebb-theme';
const choices = ['system', 'light', 'dark'];
const signs = {system: '◐', light: '☀', dark: '☾'};

export function begin() {
  const button = document.getElementById('theme');
  let choice = localStorage.getItem(storageKey) ?? 'system';
  const apply = () => {
    if (choice === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = choice;
    button.textContent = signs[choice];
    button.title = `Colours: ${choice}`;
    button.setAttribute('aria-label', `Colours: ${choice}. Press to change.`);
  };
  button.addEventListener('click', () => {
    choice = choices[(choices.indexOf(choice) + 1) % choices.length];
    localStorage.setItem(storageKey, choice);
    apply();
    document.dispatchEvent(new CustomEvent('hebb-theme'));
  });
  apply();
}

/**
 * For what has colours of its own in it.
 *
 * @returns a function that ends it
 */
export function onChange(work) {
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', work);
  document.addEventListener('hebb-theme', work);
  return () => {
    scheme.removeEventListener('change', work);
    document.removeEventListener('hebb-theme', work);
  };
}
