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
let box = element.getBoundingClientRect();
if (frames.some((frame) => !within(box, frame))) {
  element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
  box = element.getBoundingClientRect();
}
return [box.x, box.y, box.width, box.height];
"#;

/// Pictures that are on the page or about to be, fonts, and whatever moves but for what moves for ever.
pub(super) const SETTLED: &str = r#"
const images = [...document.images].every((image) => image.complete);
const still = document.getAnimations().every((animation) =>
  animation.playState !== 'running' || animation.effect?.getComputedTiming().iterations === Infinity);
const gliding = document.querySelector('.canvas.moving, .canvas.settling');
return images && still && !gliding && document.fonts.status === 'loaded';
"#;
