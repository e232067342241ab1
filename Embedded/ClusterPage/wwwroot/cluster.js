// The drawing of the Cluster page, as far as it depends on where things stand in the window: what lights up together, lines from Services to their pods,
// and pods that travel. The server says what is there; nothing here decides anything.
const stillness = matchMedia('(prefers-reduced-motion: reduce)');
const manyPods = 200;      // beyond, nothing travels, and only the lines of the Service that is looked at are drawn
const svgNs = 'http://www.w3.org/2000/svg';

export function start(root, page) {
    const lines = root.querySelector('.cl-lines');
    let places = new Map();    // pod → where it stood
    let lit = null;            // the key that is looked at
    let frame = 0;

    const set = (element, name, isOn) => { if (element.hasAttribute(name) !== isOn) { element.toggleAttribute(name, isOn); } };
    const pods = () => root.querySelectorAll('.cl-pod');

    // What is looked at: an element with data-key lights up whatever lists that key. A pod lights up itself and all to which it belongs.
    const light = () => {
        const source = lit?.startsWith('pod:') ? [...pods()].find(pod => pod.dataset.key === lit) : null;
        const keys = source ? source.dataset.lit.split(' ').filter(key => !key.startsWith('ns:')) : lit ? [lit] : [];
        const isLit = element => {
            const own = (element.dataset.lit ?? '').split(' ');
            return source && element.classList.contains('cl-pod') ? element === source : keys.some(key => own.includes(key) || element.dataset.key === key);
        };
        set(root, 'data-looking', keys.length > 0);
        for (const element of root.querySelectorAll('[data-lit]')) {
            set(element, 'data-on', keys.length > 0 && isLit(element));
        }

        const services = keys.filter(key => key.startsWith('svc:'));
        const reached = new Set([...root.querySelectorAll('.cl-pod[data-on]')].map(pod => pod.dataset.key));
        for (const path of lines.children) {
            set(path, 'data-on', reached.has(path.dataset.pod) && (services.length === 0 || services.includes(path.dataset.service)));
        }
    };

    const look = key => {
        if (key !== lit) {
            lit = key;
            if (pods().length > manyPods) {
                draw();
            }

            light();
        }
    };

    const keyOf = target => target instanceof Element ? target.closest('[data-key]')?.dataset.key ?? null : null;
    const over = move => look(keyOf(move.target) ?? keyOf(document.activeElement));
    const out = () => look(keyOf(document.activeElement));
    const focus = change => look(keyOf(change.target));
    const blur = () => look(null);

    // Lines from each Service to the pods that get its traffic; where many pods are drawn, only those of the Service that is looked at.
    const draw = () => {
        const frameBox = root.getBoundingClientRect();
        const all = [...pods()];
        const wanted = new Map();
        for (const pod of all.filter(pod => pod.dataset.traffic)) {
            for (const service of pod.dataset.traffic.split(' ').filter(service => all.length <= manyPods || service === lit)) {
                wanted.set(`${service} ${pod.dataset.key}`, { service, pod });
            }
        }

        const known = new Map([...lines.children].map(path => [`${path.dataset.service} ${path.dataset.pod}`, path]));
        const boxes = new Map([...root.querySelectorAll('[data-service]')].map(box => [box.dataset.service, box.getBoundingClientRect()]));
        const traces = [];
        for (const [name, { service, pod }] of wanted) {
            const from = boxes.get(service);
            const to = from && pod.getBoundingClientRect();
            if (to) {
                traces.push([name, service, pod.dataset.key, curve(from, to, frameBox)]);
            }
        }

        for (const [name, path] of known) {
            if (!wanted.has(name)) {
                path.remove();
            }
        }

        for (const [name, service, pod, d] of traces) {
            let path = known.get(name);
            if (!path) {
                path = document.createElementNS(svgNs, 'path');
                path.dataset.service = service;
                path.dataset.pod = pod;
                lines.append(path);
            }

            if (path.getAttribute('d') !== d) {
                path.setAttribute('d', d);
            }
        }
    };

    const curve = (from, to, frameBox) => {
        const [x1, y1] = [from.left + from.width / 2 - frameBox.left, from.bottom - frameBox.top];
        const [x2, y2] = [to.left + to.width / 2 - frameBox.left, to.top - frameBox.top];
        const bend = Math.max(18, (y2 - y1) / 2);
        return `M${x1.toFixed(1)} ${y1.toFixed(1)}C${x1.toFixed(1)} ${(y1 + bend).toFixed(1)} ${x2.toFixed(1)} ${(y2 - bend).toFixed(1)} ${x2.toFixed(1)} ${y2.toFixed(1)}`;
    };

    // A pod that stands elsewhere than before travels there; one that is new appears; the rest stays.
    const travel = () => {
        const all = [...pods()];
        if (all.length > manyPods) {
            places.clear();
            return;
        }

        const origin = root.getBoundingClientRect();
        const now = new Map(all.map(pod => [pod.dataset.key, { pod, box: pod.getBoundingClientRect() }]));
        const isFirst = places.size === 0;
        const next = new Map();
        for (const [key, { pod, box }] of now) {
            const place = { x: box.left - origin.left, y: box.top - origin.top };
            const was = places.get(key);
            next.set(key, place);
            if (isFirst || stillness.matches) {
                continue;
            }

            if (!was) {
                pod.animate([{ opacity: 0, transform: 'scale(.6)' }, { opacity: 1, transform: 'none' }], { duration: 350, easing: 'ease-out' });
            } else if (Math.abs(was.x - place.x) + Math.abs(was.y - place.y) > 2) {
                pod.animate([{ transform: `translate(${was.x - place.x}px, ${was.y - place.y}px)` }, { transform: 'none' }], { duration: 450, easing: 'ease-in-out' });
            }
        }

        places = next;
    };

    const update = () => {
        frame = 0;
        draw();
        travel();
        light();
    };
    const soon = () => { frame ||= requestAnimationFrame(update); };

    const click = press => {
        const chosen = press.target.closest('[data-pick]');
        if (chosen) {
            page.invokeMethodAsync('Pick', chosen.dataset.pick);
        }
    };

    // Within a row of pods: arrows, Home and End. One tab stop a row, wherever one was last.
    const arrows = press => {
        const row = press.target.closest('.cl-pods');
        if (!row) {
            return;
        }

        const all = [...row.querySelectorAll('.cl-pod')];
        const at = all.indexOf(press.target);
        const next = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[press.key];
        if (at >= 0 && all[next]) {
            press.preventDefault();
            all[next].focus();
        }
    };

    // The panel that is closed gives the focus back to what it was about.
    const close = press => {
        if (press.key === 'Escape' && root.dataset.picked) {
            const chosen = [...root.querySelectorAll('[data-pick]')].find(one => one.dataset.pick === root.dataset.picked);
            page.invokeMethodAsync('Unpick');
            chosen?.focus();
        }
    };

    const watch = new MutationObserver(changes => {
        if (changes.some(change => !lines.contains(change.target))) {
            soon();
        }
    });
    watch.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['class', 'data-traffic', 'data-lit'] });
    const size = new ResizeObserver(() => { places.clear(); soon(); });
    size.observe(root);
    root.addEventListener('pointerover', over);
    root.addEventListener('pointerleave', out);
    root.addEventListener('focusin', focus);
    root.addEventListener('focusout', blur);
    root.addEventListener('click', click);
    root.addEventListener('keydown', arrows);
    root.addEventListener('keydown', close);
    soon();

    return {
        stop: () => {
            watch.disconnect();
            size.disconnect();
            cancelAnimationFrame(frame);
        },
    };
}
