// Draws the screenshots of the sample library and writes down where the interesting parts stand in them.
// One command, from the root of the repository: node src-tauri/dev/sample/make.mjs
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const pictures = join(here, '../../core/sample/pictures');
const modules = process.env.MODULES ?? join(here, '../../../ui/node_modules');
const { chromium } = createRequire(join(modules, 'x.js'))('playwright-core');

const SHOTS = [
  ['till-1-sign-in', 'till-sign-in', ''],
  ['till-2-payments', 'till-payments', 'list'],
  ['till-3-search', 'till-payments', 'search'],
  ['till-4-payment', 'till-payment', 'detail'],
  ['till-5-refund-panel', 'till-payment', 'refund'],
  ['till-6-reason', 'till-payment', 'reason'],
  ['till-7-confirm', 'till-payment', 'confirm'],
  ['till-8-refunded', 'till-payment', 'done'],
  ['accounts-1-create', 'desk-new-account', 'account'],
  ['accounts-2-groups', 'desk-new-account', 'groups'],
  ['accounts-3-invitation', 'desk-new-account', 'invite'],
  ['payroll-1-open-run', 'wage-runs', ''],
  ['payroll-2-check-totals', 'wage-run', 'check'],
  ['payroll-3-submit', 'wage-run', 'submit'],
];

// Runs in the page: [x, y, width, height] of each data-region and of the union of each data-part, in whole pixels
// that cover the element. What lies under a panel is left out; what only a scrim dims is still readable, so it stays.
function regions() {
  const boxes = new Map();
  for (const element of document.querySelectorAll('[data-region], [data-part]')) {
    const box = element.getBoundingClientRect();
    const inset = 2;
    const points = [
      [box.left + inset, box.top + inset],
      [box.right - inset, box.top + inset],
      [box.left + inset, box.bottom - inset],
      [box.right - inset, box.bottom - inset],
      [(box.left + box.right) / 2, (box.top + box.bottom) / 2],
    ];
    const seen = points.some(([x, y]) => {
      const hit = document.elementFromPoint(x, y);
      return hit && (element.contains(hit) || hit.contains(element));
    });
    if (!seen) continue;
    const cover = [Math.floor(box.left), Math.floor(box.top), Math.ceil(box.right), Math.ceil(box.bottom)];
    const { region, part } = element.dataset;
    if (region) boxes.set(region, cover);
    if (part) {
      const old = boxes.get(part) ?? cover;
      boxes.set(part, [Math.min(old[0], cover[0]), Math.min(old[1], cover[1]), Math.max(old[2], cover[2]), Math.max(old[3], cover[3])]);
    }
  }
  const overflow = document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth;
  return { overflow, boxes: [...boxes].map(([name, [left, top, right, bottom]]) => [name, [left, top, right - left, bottom - top]]) };
}

const profile = mkdtempSync(join(tmpdir(), 'sample-'));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync),
  viewport: { width: 1280, height: 800 },
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--hide-scrollbars', '--allow-file-access-from-files', '--font-render-hinting=none', '--disable-lcd-text'],
});
const found = {};
let total = 0;
for (const [name, page, state] of SHOTS) {
  const tab = await browser.newPage();
  await tab.goto(`${pathToFileURL(join(here, 'pages', `${page}.html`))}#${state}`);
  await tab.evaluate(() => document.fonts.ready);
  const { overflow, boxes } = await tab.evaluate(regions);
  if (overflow) throw new Error(`${name}: the page is larger than the picture; shorten it`);
  found[`${name}.png`] = Object.fromEntries(boxes);
  const file = join(pictures, `${name}.png`);
  await tab.screenshot({ path: file });
  await tab.close();
  execFileSync('pngquant', ['--force', '--strip', '--speed', '1', '--nofs', '--quality', '80-98', '--output', file, '160', file]);
  total += statSync(file).size;
  console.log(`${name}.png`.padEnd(30), String(statSync(file).size).padStart(7), `${boxes.length} regions`);
}
await browser.close();
rmSync(profile, { recursive: true, force: true });
const text = Object.entries(found).map(([file, parts]) => {
  const lines = Object.entries(parts).map(([part, box]) => `    ${JSON.stringify(part)}: [${box.join(', ')}]`);
  return `  ${JSON.stringify(file)}: {\n${lines.join(',\n')}\n  }`;
});
writeFileSync(join(here, 'regions.json'), `{\n${text.join(',\n')}\n}\n`);
console.log(`${total} bytes in ${SHOTS.length} pictures, ${readFileSync(join(here, 'regions.json')).length} bytes of regions`);
