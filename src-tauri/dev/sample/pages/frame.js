// What every page shares: the icons, the bar of the browser, and the state named in the address (`#refund`).
// An element with data-in="a b" belongs to those states only; the others are taken out before the picture.
const ICONS = {
  home: '<path d="M4 11 12 4l8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z"/>',
  card: '<rect x="3" y="5" width="18" height="14" rx="2"/><path d="M3 10h18M7 15h3"/>',
  undo: '<path d="M9 7 4 12l5 5"/><path d="M4 12h10a6 6 0 0 1 6 6"/>',
  people: '<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c0-3.6 2.9-6 6.500-6s6.500 2.400 6.500 6"/><path d="M16 4.800a3.500 3.500 0 0 1 0 6.500M18.500 14.500c2 .9 3 2.900 3 5.500"/>',
  person: '<circle cx="12" cy="8" r="4"/><path d="M4.500 20.500c0-4 3.300-6.500 7.500-6.500s7.500 2.500 7.500 6.500"/>',
  bank: '<path d="M4 9.500 12 5l8 4.500M5 10v8M10 10v8M14 10v8M19 10v8M3 20h18"/>',
  chart: '<path d="M4 4v16h16"/><path d="M8 16v-4M12.500 16V8M17 16v-6"/>',
  gear: '<circle cx="12" cy="12" r="3"/><path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.600 5.600l2.100 2.100M16.300 16.300l2.100 2.100M18.400 5.600l-2.100 2.100M7.700 16.300l-2.100 2.100"/>',
  search: '<circle cx="11" cy="11" r="6.500"/><path d="m16 16 4.500 4.500"/>',
  down: '<path d="m7 10 5 5 5-5"/>',
  right: '<path d="m10 7 5 5-5 5"/>',
  left: '<path d="m14 7-5 5 5 5"/>',
  reload: '<path d="M19.500 12a7.500 7.500 0 1 1-2.200-5.300L20 9"/><path d="M20 4v5h-5"/>',
  lock: '<rect x="5.500" y="11" width="13" height="9" rx="2"/><path d="M8.500 11V8a3.500 3.500 0 0 1 7 0v3"/>',
  close: '<path d="m6 6 12 12M18 6 6 18"/>',
  check: '<path d="m5 12.500 4.500 4.500L19 7.500"/>',
  calendar: '<rect x="4" y="5.500" width="16" height="15" rx="2"/><path d="M4 10h16M8.500 3v4M15.500 3v4"/>',
  filter: '<path d="M4 6h16M7 12h10M10 18h4"/>',
  export: '<path d="M12 15V4M8 8l4-4 4 4M5 14v5a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1v-5"/>',
  mail: '<rect x="3" y="5.500" width="18" height="13" rx="2"/><path d="m4 7.500 8 6 8-6"/>',
  key: '<circle cx="8" cy="15" r="4"/><path d="m11 12 8.500-8.500M16 7l3 3"/>',
  phone: '<rect x="7" y="3" width="10" height="18" rx="2"/><path d="M11 18h2"/>',
  bag: '<path d="M6 8h12l1 12H5z"/><path d="M9 8V7a3 3 0 0 1 6 0v1"/>',
  clock: '<circle cx="12" cy="12" r="8"/><path d="M12 7.500V12l3 2"/>',
  alert: '<path d="M12 4 2.800 20h18.400z"/><path d="M12 10v4.500M12 17.300v.2"/>',
  copy: '<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V5a1 1 0 0 0-1-1H5a1 1 0 0 0-1 1v10a1 1 0 0 0 1 1h3"/>',
  device: '<rect x="4" y="5" width="16" height="11" rx="1.500"/><path d="M2 19.500h20"/>',
  help: '<circle cx="12" cy="12" r="8.500"/><path d="M9.500 9.700a2.500 2.500 0 1 1 3.600 2.300c-.8.400-1.100.9-1.100 1.700M12 16.700v.2"/>',
  shield: '<path d="M12 3.500 5 6v6c0 4.500 3 7.300 7 8.700 4-1.400 7-4.200 7-8.700V6z"/><path d="m9 12 2.200 2.200L15 10.200"/>',
  box: '<path d="M4 8l8-4 8 4v8l-8 4-8-4z"/><path d="M4 8l8 4 8-4M12 12v8"/>',
  book: '<path d="M5 5a2 2 0 0 1 2-2h12v18H7a2 2 0 0 1-2-2z"/><path d="M5 18a2 2 0 0 1 2-2h12"/>',
};

const icon = (name) => `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${ICONS[name]}</svg>`;

const state = location.hash.slice(1);
for (const part of document.querySelectorAll('[data-in]')) {
  if (!part.dataset.in.split(' ').includes(state)) part.remove();
}
for (const place of document.querySelectorAll('[data-icon]')) place.insertAdjacentHTML('afterbegin', icon(place.dataset.icon));

const address = document.querySelector(`[data-address="${state}"]`)?.content ?? document.body.dataset.address;
const [host, ...path] = address.split('/');
document.body.insertAdjacentHTML(
  'afterbegin',
  `<div class="browser">${icon('left')}${icon('right')}${icon('reload')}<div class="address" data-region="address">${icon('lock')}<b>${host}</b>${path.length ? '/' + path.join('/') : ''}</div><i></i></div>`,
);
