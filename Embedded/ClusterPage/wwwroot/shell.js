// What the frame needs of the browser: its time zone, keyboard shortcuts, and what happens when the cluster page does not answer.
(() => {
    'use strict';
    const switchKey = 'workshop-shortcuts';
    const areOn = () => { try { return localStorage.getItem(switchKey) !== 'off'; } catch { return true; } };
    const set = on => { try { localStorage.setItem(switchKey, on ? 'on' : 'off'); } catch { /* then they stay on */ } };

    window.workshop = {
        timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    };

    // An element with data-shortcut="g r" is clicked by g, then r; a field is focused. A page adds its own by the same attribute.
    let first = '';
    const isTyping = target => target.closest('input:not([type=checkbox]), textarea, select, [contenteditable=true]') !== null;
    const isSeen = element => element.getClientRects().length > 0 || element.closest('nav') !== null;

    document.addEventListener('keydown', press => {
        if (!areOn() || press.ctrlKey || press.altKey || press.metaKey || press.isComposing || isTyping(press.target)) {
            return;
        }

        const keys = first ? `${first} ${press.key}` : press.key;
        first = '';
        if (press.key === 'g' && keys === 'g') {
            first = 'g';
            return;
        }

        const isBehindDialog = document.querySelector('.mud-dialog') !== null;
        const target = isBehindDialog ? undefined : [...document.querySelectorAll('[data-shortcut]')].find(one => one.dataset.shortcut === keys && isSeen(one));
        if (target) {
            press.preventDefault();
            if (target.matches('input, textarea')) {
                target.focus();
                target.select();
            } else {
                target.click();
            }
        }
    });

    // What appears and needs one of us: the switch in the list of shortcuts.
    new MutationObserver(() => {
        const box = document.querySelector('[data-shortcuts-switch]:not([data-ready])');
        if (box) {
            box.dataset.ready = '';
            box.checked = areOn();
            box.addEventListener('change', () => set(box.checked));
        }
    }).observe(document.body, { childList: true, subtree: true });

    document.addEventListener('click', click => {
        if (click.target.closest('[data-reload]')) {
            location.reload();
        }
    });

    // The cluster page was started anew: it knows nothing of this page, and a fresh one is what is wanted.
    document.getElementById('components-reconnect-modal')?.addEventListener('components-reconnect-state-changed', change => {
        if (change.detail.state === 'rejected') {
            location.reload();
        }
    });
})();
