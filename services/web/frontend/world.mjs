// The outline of land and borders as two SVG paths in the Equal Earth projection, from world-atlas at 1:110 million.
// src/projection.ts puts points on the same picture: the numbers below are shared through what is returned here.
import { createRequire } from "node:module";
import { geoEqualEarth, geoPath } from "d3-geo";
import { feature, mesh } from "topojson-client";

const WIDTH = 960;
const NORTH = 84, SOUTH = -57; // Antarctica has no events and would take a sixth of the picture

export function world() {
  const atlas = createRequire(import.meta.url)("world-atlas/countries-110m.json");
  const projection = geoEqualEarth().fitWidth(WIDTH, { type: "Sphere" }).precision(0.3);
  const [, top] = projection([0, NORTH]);
  const [, bottom] = projection([0, SOUTH]);
  const [x, y] = projection.translate();
  projection.translate([x, y - top]).clipExtent([[0, 0], [WIDTH, bottom - top]]);
  const path = geoPath(projection).digits(1);
  const land = feature(atlas, atlas.objects.land);
  const borders = mesh(atlas, atlas.objects.countries, (a, b) => a !== b);
  return {
    width: WIDTH,
    height: Math.ceil(bottom - top),
    scale: projection.scale(),
    x: projection.translate()[0],
    y: projection.translate()[1],
    land: path(land),
    borders: path(borders),
  };
}
