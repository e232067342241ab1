// Keys of a waterfall: the arrows move over its rows at once, without asking the server; what changes the page is a click on what is there.
(() => {
    'use strict';

    window.workshopTelemetry = {
        reveal: id => document.getElementById(id)?.scrollIntoView({ block: 'center' }),
    };

    const rowOf = target => target.matches?.('[role=treegrid] [role=row][data-key]') ? target : null;
    const neighbour = (row, step) => {
        const rows = [...row.parentElement.querySelectorAll(':scope > [role=row][data-key]')];
        const at = rows.indexOf(row);
        return { next: rows[at + 1], before: rows[at - 1], first: rows[0], last: rows.at(-1), parent: rows.slice(0, at).findLast(one => +one.ariaLevel < +row.ariaLevel) }[step];
    };

    document.addEventListener('keydown', press => {
        const row = rowOf(press.target);
        if (!row || press.ctrlKey || press.altKey || press.metaKey) {
            return;
        }

        const isOpen = row.ariaExpanded === 'true';
        const actions = {
            ArrowDown: () => neighbour(row, 'next')?.focus(),
            ArrowUp: () => neighbour(row, 'before')?.focus(),
            Home: () => neighbour(row, 'first').focus(),
            End: () => neighbour(row, 'last').focus(),
            ArrowRight: () => isOpen ? neighbour(row, 'next')?.focus() : row.querySelector('button.wf-toggle')?.click(),
            ArrowLeft: () => isOpen ? row.querySelector('button.wf-toggle').click() : neighbour(row, 'parent')?.focus(),
            Enter: () => row.click(),
            ' ': () => row.click(),
            Escape: () => document.querySelector('.details [data-close]')?.click(),
        };
        if (actions[press.key]) {
            press.preventDefault();
            actions[press.key]();
        }
    });
})();
