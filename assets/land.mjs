// The picture behind the sign-in page: land in one tone without borders, a grid, and arcs from one city to others.
// It has no colours of its own: each part is a symbol-like group with an id, coloured where it is used.
import { geoGraticule, geoInterpolate, geoNaturalEarth1, geoPath } from "d3-geo";
import { feature } from "topojson-client";

const SHOWN = [[330, -130], [1050, 650]]; // a little more than the viewBox of templates/accounts/sign_in.html
const HOME = [43.46, 56.24];
const NEAR = [[30.32, 53.9], [23.83, 53.68], [76.95, 52.29]];
const FAR = [[-46.63, -23.55], [-58.38, -34.6]];
const OTHERS = [[12.28, 51.62], [20.64, 44.87], [46.29, 38.08], [29.92, 31.2], [41.87, 9.6], [28.23, -26.2],
  [73.18, 22.31], [117.23, 31.82], [118.05, 36.81], [65.38, 40.1]];

const projection = () => geoNaturalEarth1().rotate([-25, 0]).scale(291).translate([690, 467]);

function arc(project, from, to) {
  const line = geoInterpolate(from, to);
  const points = Array.from({ length: 33 }, (_, step) => project(line(step / 32)));
  return `M${points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join("L")}`;
}

const dot = (project, place, radius) => {
  const [x, y] = project(place);
  return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${radius}"/>`;
};

const COARSE = 1.3; // nearer points of a coast are one
const SMALLEST_RING = 6;

// A coast line in short relative steps, without the detail that no screen shows.
export function coast(ring, coarse = COARSE) {
  const points = ring.replace("Z", "").split("L").map((point) => point.split(",").map(Number));
  const kept = points.filter(([x, y], index) => {
    if (index === 0) return true;
    const [atX, atY] = points.last ?? points[0];
    if (Math.hypot(x - atX, y - atY) < coarse) return false;
    points.last = [x, y];
    return true;
  });
  if (kept.length < SMALLEST_RING) return "";
  let [x, y] = kept[0].map((value) => Math.round(value * 10));
  const steps = kept.slice(1).map(([toX, toY]) => {
    const step = [Math.round(toX * 10) - x, Math.round(toY * 10) - y];
    x += step[0];
    y += step[1];
    return step.map((value) => value / 10).join(",");
  });
  return `M${kept[0].join(",")}l${steps.join(" ")}z`;
}

export function landSvg(topology) {
  const project = projection();
  const clipped = geoPath(projection().clipExtent(SHOWN)).digits(1);
  const fine = clipped(feature(topology, topology.objects.land));
  const land = fine.split("M").filter(Boolean).map((ring) => coast(ring)).join("");
  const hot = [...NEAR.slice(0, 2), NEAR[2], FAR[0]];
  const calm = [...OTHERS, FAR[1]];
  return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="340 -120 700 760">'
    + `<path id="grid" d="${clipped(geoGraticule().step([15, 15])())}"/>`
    + `<path id="land" d="${land}"/>`
    + `<path id="calm" d="${calm.map((place) => arc(project, HOME, place)).join("")}"/>`
    + `<path id="hot" d="${hot.map((place) => arc(project, HOME, place)).join("")}"/>`
    + `<g id="dots">${[...hot, ...calm].map((place) => dot(project, place, 3.5)).join("")}</g>`
    + `<g id="home">${dot(project, HOME, 7)}</g></svg>`;
}
