/** In which direction a document runs: by its title, as in its pack. */
const fromRight =
  /^[^\p{L}]*[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

export const directionOf = (title: string): "rtl" | "ltr" => (fromRight.test(title) ? "rtl" : "ltr");
