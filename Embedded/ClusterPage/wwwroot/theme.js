// Runs in the head, before anything is drawn: says which colours hold. The choice is this browser's (local storage), the default the system's.
(() => {
    'use strict';
    const key = 'workshop-scheme';
    const root = document.documentElement;
    const system = matchMedia('(prefers-color-scheme: dark)');

    // Storage may be forbidden; then the choice lasts as long as the page.
    const stored = () => { try { return localStorage.getItem(key); } catch { return null; } };
    const store = choice => { try { localStorage.setItem(key, choice); } catch { /* see above */ } };

    let choice = ['light', 'dark'].includes(stored()) ? stored() : 'system';
    const apply = () => {
        root.dataset.schemeChoice = choice;
        root.dataset.scheme = choice === 'system' ? (system.matches ? 'dark' : 'light') : choice;
    };

    apply();
    system.addEventListener('change', apply);
    addEventListener('storage', change => {
        if (change.key === key) {
            choice = ['light', 'dark'].includes(change.newValue) ? change.newValue : 'system';
            apply();
        }
    });
    document.addEventListener('click', click => {
        if (click.target.closest('[data-scheme-switch]')) {
            choice = { system: 'light', light: 'dark', dark: 'system' }[choice];
            store(choice);
            apply();
        }
    });
})();
