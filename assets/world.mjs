// The whole world, for the maps that the server fills with points: a grid, land in one tone, and each country as a
// shape of its own to be tinted, never outlined. tracker/web/maps/projection.py projects points in the same way.
import { geoGraticule, geoNaturalEarth1, geoPath } from "d3-geo";
import { feature } from "topojson-client";

import { coast } from "./land.mjs";

export const SCALE = 300;
export const CENTRE = [825, 430];
const COARSE = 1.2; // a country is shown up to three times as large
const WHOLE = [0, 0, 1650, 860];

export const projection = () => geoNaturalEarth1().rotate([-25, 0]).scale(SCALE).translate(CENTRE);

// Natural Earth draws these apart; the United Nations know them as parts of the country behind.
const PARTS = { Kosovo: "688", Somaliland: "706", "N. Cyprus": "196", Taiwan: "156" };

const simple = (path) => path.split("M").filter(Boolean).map((ring) => coast(ring, COARSE)).join("");

export function worldSvg(landTopology, countriesTopology) {
  const path = geoPath(projection()).digits(1);
  const land = simple(path(feature(landTopology, landTopology.objects.land)) ?? "");
  const shapes = {};
  for (const country of feature(countriesTopology, countriesTopology.objects.countries).features) {
    const drawn = simple(path(country) ?? "");
    for (const id of new Set([country.id, PARTS[country.properties.name]])) {
      if (id && drawn) shapes[id] = (shapes[id] ?? "") + drawn;
    }
  }
  const countries = Object.entries(shapes).sort().map(([id, drawn]) => `<path id="c${id}" d="${drawn}"/>`).join("\n");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${WHOLE.join(" ")}">\n`
    + `<path id="grid" fill="none" vector-effect="non-scaling-stroke" d="${path(geoGraticule().step([15, 15]).precision(7.5)())}"/>\n<path id="land" d="${land}"/>\n${countries}\n</svg>`;
}
