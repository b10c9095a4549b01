// The same mark that Roadbook's own page sets: the first frame was shown, and input is taken.
requestAnimationFrame(() => setTimeout(() => (document.documentElement.dataset.readyAt = String(Date.now()))));
