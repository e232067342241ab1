"use strict";

const period = 500, limit = 5000, kept = 120, failed = "no answer";
const byId = id => document.getElementById(id);
const hues = { "1.0.0": 212, "2.0.0": 140, "3.0.0": 0 };
let versions = new Map(), pods = new Map(), paused = false;

// The same version has the same colour on every screen; white text is readable on all of them.
function colour(version) {
  if (version.startsWith(failed)) return "#6b2430";
  let hue = hues[version];
  if (hue === undefined) {
    hue = 0;
    for (const letter of version) hue = (hue * 31 + letter.codePointAt(0)) % 360;
  }
  return `hsl(${hue} 65% 28%)`;
}

function cell(row, text, className) {
  const td = row.insertCell();
  td.textContent = text;
  if (className) td.className = className;
  return td;
}

function versionCell(row, version) {
  const td = row.insertCell(), swatch = document.createElement("span");
  swatch.className = "swatch";
  swatch.style.background = colour(version);
  td.append(swatch, version);
}

function showNow(answer) {
  byId("version").textContent = answer.version;
  byId("pod").textContent = answer.pod || "–";
  byId("node").textContent = answer.node || "–";
  byId("took").textContent = answer.took === undefined ? "–" : `${Math.round(answer.took)} ms`;
  byId("now").style.background = colour(answer.version);
}

function showCounts() {
  const all = [...versions.values()].reduce((sum, count) => sum + count, 0);
  byId("versions").replaceChildren();
  for (const [version, count] of [...versions].sort()) {
    const row = byId("versions").insertRow();
    versionCell(row, version);
    cell(row, count, "number");
    cell(row, `${Math.round(100 * count / all)} %`, "number");
  }
  byId("pods").replaceChildren();
  for (const one of [...pods.values()].sort((a, b) => a.pod < b.pod ? -1 : 1)) {
    const row = byId("pods").insertRow();
    cell(row, one.pod);
    cell(row, one.node || "–");
    versionCell(row, one.version);
    cell(row, one.count, "number");
  }
}

function count(answer) {
  versions.set(answer.version, (versions.get(answer.version) ?? 0) + 1);
  if (answer.pod) {
    const key = `${answer.pod} ${answer.version}`, known = pods.get(key);
    pods.set(key, { ...answer, count: (known?.count ?? 0) + 1 });
  }
  const square = document.createElement("li");
  square.style.background = colour(answer.version);
  square.title = [answer.version, answer.pod].filter(Boolean).join(", ");
  byId("strip").append(square);
  while (byId("strip").childElementCount > kept) byId("strip").firstChild.remove();
}

async function ask() {
  const start = performance.now();
  try {
    const response = await fetch("/", { headers: { Accept: "application/json" }, cache: "no-store", signal: AbortSignal.timeout(limit) });
    await response.text();
    const said = name => response.headers.get(`Workshop-${name}`) ?? "";
    return { version: response.ok ? said("Version") || "unknown" : `${failed}: ${response.status}`, pod: said("Pod"), node: said("Node"), took: performance.now() - start };
  } catch {
    return { version: failed, pod: "", node: "", took: performance.now() - start };
  }
}

async function turn() {
  if (!paused) {
    const answer = await ask();
    showNow(answer);
    count(answer);
    showCounts();
  }
  setTimeout(turn, period);
}

byId("pause").addEventListener("click", () => {
  paused = !paused;
  byId("pause").textContent = paused ? "Go on" : "Pause";
  byId("state").textContent = paused ? "Paused." : "Asking …";
});
byId("reset").addEventListener("click", () => {
  versions = new Map();
  pods = new Map();
  byId("strip").replaceChildren();
  showCounts();
});

const { version, pod, node } = document.body.dataset;
showNow({ version, pod, node });
turn();
