/** Lucide's drawings by themselves, of which the package tells no types: tags of SVG and their attributes, in a
 *  square of 24 units. */
declare module "lucide/dist/esm/icons/*.mjs" {
  const drawing: readonly [tag: string, attributes: Record<string, string | number>][];
  export default drawing;
}
