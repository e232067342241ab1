// What a guide needs of the browser: copying what is typed, and standing where the address says. The server draws the rest.
const wordFor = 2000;   // ms that "Copied" stands

const copy = async text => {
    try {
        await navigator.clipboard.writeText(text);
    } catch {
        // Over plain HTTP from another machine a browser has no clipboard for scripts; the old way asks nobody.
        const area = document.createElement('textarea');
        area.value = text;
        area.className = 'unseen';
        document.body.append(area);
        area.select();
        document.execCommand('copy');
        area.remove();
    }
};

export function start(root) {
    root.addEventListener('click', async click => {
        const button = click.target.closest('[data-copy]');
        const code = button?.closest('.gd-typed')?.querySelector('pre code');
        if (!code) {
            return;
        }

        await copy(code.textContent.trimEnd());
        button.focus();
        const word = button.querySelector('[data-copy-word]');
        button.dataset.copied = '';
        word.textContent = 'Copied';
        setTimeout(() => {
            delete button.dataset.copied;
            word.textContent = 'Copy';
        }, wordFor);
    });

    // Another lab begins at its head; an address with a step, at the step.
    const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    if (target) {
        target.scrollIntoView();
    } else {
        document.querySelector('main')?.scrollTo(0, 0);
        if (document.activeElement === document.body) {
            document.querySelector('main h1')?.focus({ preventScroll: true });
        }
    }
}
