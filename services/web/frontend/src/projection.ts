/** Longitude and latitude to the picture's coordinates, by the projection that the outline was made with. */
import { geoEqualEarthRaw } from "d3-geo";
import world from "world";

const RADIANS = Math.PI / 180;

export const WIDTH = world.width;
export const HEIGHT = world.height;

/** [x, y] in 0..WIDTH, 0..HEIGHT; outside of it for the far south. */
export function project(longitude: number, latitude: number): [number, number] {
  const [x, y] = geoEqualEarthRaw(longitude * RADIANS, latitude * RADIANS);
  return [world.x + world.scale * x, world.y - world.scale * y];
}
