/** What world.mjs makes at build time. */
declare module "world" {
  const world: { width: number; height: number; scale: number; x: number; y: number; land: string; borders: string };
  export default world;
}
declare module "*.css";
