//! Scripts that are run in the page.

/// Finds the first visible element and brings it into view; see [`super::Window::bounds`].
pub(super) const FIND: &str = r#"
const [, selector, words] = /^(.*?)(?:\s*\btext=(.*))?$/s.exec(arguments[0]);
const visible = (element) => {
  const box = element.getBoundingClientRect();
  return (box.width > 0 || box.height > 0) && getComputedStyle(element).visibility !== 'hidden';
};
const said = (element) =>
  (element.innerText ?? element.textContent ?? '').trim() || (element.getAttribute('aria-label') ?? '').trim();
const all = [...document.querySelectorAll(selector || 'body')].filter(visible);
const inside = () => all.flatMap((element) => [...element.querySelectorAll('*')]).filter(visible);
const element = words === undefined
  ? all[0]
  : (selector && all.find((element) => said(element).startsWith(words)))
    ?? inside().findLast((element) => said(element) === words);
if (!element) return null;
const within = (box, frame) => {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  return x >= frame.left && x <= frame.right && y >= frame.top && y <= frame.bottom;
};
const frames = [{ left: 0, top: 0, right: innerWidth, bottom: innerHeight }];
for (let around = element.parentElement; around; around = around.parentElement) {
  if (/auto|scroll/.test(getComputedStyle(around).overflowY)) frames.push(around.getBoundingClientRect());
}
// WebKit tells places below a CSS zoom as if there were none.
let zoom = 1;
for (let around = element; around; around = around.parentElement) zoom *= Number(getComputedStyle(around).zoom) || 1;
const place = () => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return new DOMRect(x * zoom, y * zoom, width * zoom, height * zoom);
};
let box = place();
if (frames.some((frame) => !within(box, frame))) {
  element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
  box = place();
}
return [box.x, box.y, box.width, box.height];
"#;

/// Has a spot that nobody sees painted in each frame: the driver gives its picture with the next painting, and
/// where WebKit paints directly a page at rest has none.
pub(super) const STIR: &str = r#"
const spot = document.body.appendChild(document.createElement('i'));
spot.id = 'stirred';
spot.style = 'position: fixed; right: 0; bottom: 0; width: 1px; height: 1px; z-index: 9999; pointer-events: none';
let turn = 0;
const stir = () => {
  spot.style.background = `rgb(128 128 128 / ${0.001 * (1 + turn++ % 2)})`;
  if (spot.isConnected) requestAnimationFrame(stir);
};
stir();
"#;
pub(super) const REST: &str = "document.getElementById('stirred')?.remove()";

/// Pictures that are on the page or about to be, fonts, and whatever moves but for what moves for ever.
pub(super) const SETTLED: &str = r#"
const images = [...document.images].every((image) => image.complete);
const still = document.getAnimations().every((animation) =>
  animation.playState !== 'running' || animation.effect?.getComputedTiming().iterations === Infinity);
const gliding = document.querySelector('.canvas.moving, .canvas.settling');
return images && still && !gliding && document.fonts.status === 'loaded';
"#;
