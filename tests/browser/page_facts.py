"""What a loaded page is asked, as scripts that run in it: its words, links, contrasts, focus."""

import re

#: Latin words that a Chinese reader of these pages expects: units, standards, formulas, file
#: kinds and the programs that open them, codes of fields, wells and cells, the command that a
#: failure asks for, and the authors that tests of trend are called after.
EXPECTED = re.compile(
    r"GB/T|HJ/?T?\b|CGCS2000|WGS84|GCJ-02|[mμ]g/L|MPN|CFU|NTU|Bq/L|mL\b|pH|CODMn|CaCO3|"
    r"\b(xlsx?|xlsm|xlsb|ods|csv|txt|et|zip|pdf|docx|pptx|png|svg|PNG|SVG|rebuild)\b|\b(XLSX?|XLSM|XLSB|ODS|CSV|ET|ZIP|PDF|JPE?G|DOCX|PPTX|(GEO)?JSON)\b|MB\b|Excel|Word|PowerPoint|WPS|SHA-256|GeoJSON|"
    r"Mann|Kendall|Theil|Sen\b|Helsel|Hirsch|UTF-8|Esc\b|[WS]-\d|[a-z0-9]+(_[a-z0-9]+)+|v\d+|alert|script|Sheet\d|DX\d+|[A-Z]{1,3}\d+"
)
ENGLISH = re.compile(r"[A-Za-z]{3,}")

#: Text that can be seen, and what a pointer or a reader of the screen is told. Letters of the
#: font of pictures are no words; a column named `code` holds the codes of fields.
WORDS = """
() => {
  const skip = '[data-testid="stIconMaterial"], style, script, noscript, .material-icons';
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const host = walk.currentNode.parentElement;
    if (host && !host.closest(skip) && host.getClientRects().length
        && !getComputedStyle(host).fontFamily.includes('Material Symbols'))
      found.push(walk.currentNode.data);
  }
  for (const name of ['title', 'aria-label', 'placeholder', 'alt', 'data-title'])
    for (const host of document.body.querySelectorAll('[' + name + ']'))
      if (host.getClientRects().length && !host.closest(skip))
        found.push(host.getAttribute(name));
  return found.map(text => text.trim()).filter(Boolean);
}
"""

LINKS_OUTSIDE = """
() => [...document.querySelectorAll('a[href], form[action], iframe[src], img[src]')]
  .map(e => e.href || e.action || e.src)
  .filter(a => !a.startsWith(location.origin) && !/^(data|blob|javascript):/.test(a))
"""

SIDEWAYS = """
() => { const m = document.querySelector('[data-testid=stMain]');
        return m.scrollWidth - m.clientWidth; }
"""

#: Text below its contrast (WCAG 2.1: 4.5 : 1, large type and shapes 3 : 1) on what lies behind
#: it. Names on the map have a halo instead; what is switched off is exempt, as in the standard.
#: Behind a text lies what it stands on: a ground that ends before it, such as the thumb of a
#: slider below its figure, is none; what scrolls is seen where its frame is.
POOR_CONTRAST = """
() => {
  const parse = c => { const n = (c.match(/[\\d.]+/g) || []).map(Number);
    return n.length < 3 ? null : [n[0], n[1], n[2], n.length > 3 ? n[3] : 1]; };
  const over = (a, b) => [0, 1, 2].map(i => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
  const light = c => { const [r, g, b] = c.map(v => { v /= 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05); };
  const middle = r => [(r.left + r.right) / 2, (r.top + r.bottom) / 2];
  const holds = (r, [x, y]) => r.left <= x && x <= r.right && r.top <= y && y <= r.bottom;
  const found = new Set();
  for (const host of document.querySelectorAll('.stApp *')) {
    const own = [...host.childNodes].filter(n => n.nodeType === 3);
    const text = own.map(n => n.data).join('').trim();
    if (!text || !host.getClientRects().length || !host.checkVisibility()) continue;
    if (host.closest('.gw-label, canvas, [disabled], [aria-disabled="true"], style')) continue;
    const style = getComputedStyle(host);
    const room = host.getBoundingClientRect();
    if (style.visibility === 'hidden' || Math.min(room.width, room.height) < 2) continue;
    let ink = parse(host instanceof SVGElement ? style.fill : style.color), alpha = 1, layers = [];
    let spot = middle(room);
    // A number on a bar of a chart stands on the bar's own fill; a hatched one is a picture.
    const near = host.classList.contains('bartext') && host.parentElement.querySelector('path');
    const bar = near && holds(near.getBoundingClientRect(), spot) && near;
    const fill = bar ? getComputedStyle(bar).fill : '';
    let picture = fill.startsWith('url');
    if (bar && !picture) layers.push(parse(fill));
    for (let e = host; e; e = e.parentElement) {
      const s = getComputedStyle(e), frame = e.getBoundingClientRect();
      alpha *= Number(s.opacity);
      const behind = s.display === 'contents' || holds(frame, spot);
      if (s.overflowX !== 'visible' || s.overflowY !== 'visible') spot = middle(frame);
      if (!behind) continue;
      if (s.backgroundImage !== 'none') picture = true;
      const c = parse(s.backgroundColor);
      if (c && c[3] > 0) { layers.push(c); if (c[3] === 1) break; }
    }
    if (picture || !ink || alpha < 0.05) continue;
    let ground = [255, 255, 255, 1];
    for (const layer of layers.reverse()) ground = over(layer, ground);
    const seen = over([ink[0], ink[1], ink[2], ink[3] * alpha], ground);
    const size = parseFloat(style.fontSize), bold = Number(style.fontWeight) >= 700;
    const icon = style.fontFamily.includes('Material Symbols');
    const shape = icon || /^[●▲■○✓▼☀☾·－|\\s]+$/.test(text);
    const least = shape || size >= 24 || (bold && size >= 18.66) ? 3 : 4.5;
    const got = ratio(seen, ground);
    if (got < least - 0.01) found.add(`${text.slice(0, 20)} ${got.toFixed(2)}`);
  }
  return [...found];
}
"""

#: What has the focus: its name, and whether one can see that it has it.
FOCUSED = """
() => {
  const e = document.activeElement, s = getComputedStyle(e);
  const marked = x => { const t = getComputedStyle(x);
    const line = t.outlineStyle !== 'none' && parseFloat(t.outlineWidth) > 0;
    return line || t.boxShadow !== 'none'; };
  const near = [e, e.parentElement, e.closest('[data-testid=stSelectbox]'),
    e.closest('[class*=st-key-pick_]')?.querySelector('.gw-card')].filter(Boolean);
  const name = (e.getAttribute('aria-label') || e.innerText || e.title || e.tagName).trim();
  return [name.slice(0, 30), near.some(marked), e.tagName];
}
"""
