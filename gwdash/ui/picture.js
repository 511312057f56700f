// A chart is saved as it is printed: its own traces in the colours of paper, and the layout that
// came along with it (gwdash/charts/paper.py), without which it is saved as it stands.
(() => {
  const WAIT_MS = 250, PATIENCE = 60;
  const swap = (part, colours) => {
    if (typeof part === 'string') return colours[part] ?? part;
    if (Array.isArray(part)) return part.map(own => swap(own, colours));
    if (part === null || typeof part !== 'object' || part.constructor !== Object) return part;
    return Object.fromEntries(
      Object.entries(part)
        .filter(([name]) => !name.startsWith('_'))
        .map(([name, own]) => [name, swap(own, colours)]));
  };
  // A text on a bar whose fill changes may need another ink than its colour alone says.
  const inked = (trace, own, inks) => {
    if (trace.textposition !== 'inside' || !Object.keys(inks).length) return own;
    const each = (value, place) => Array.isArray(value) ? value[place] : value;
    const color = Array.from(trace.y, (_, place) =>
      inks[each(trace.marker.color, place)] ?? each(own.textfont.color, place));
    return {...own, textfont: {...own.textfont, color}};
  };
  window.gwPicture = chart => {
    const {print, ...meta} = chart.layout?.meta ?? {};
    if (!print) return chart;
    const colours = print.colours ?? {};
    const data = chart.data.map(trace => {
      const own = swap({...trace, selectedpoints: undefined}, colours);
      return inked(trace, own, print.inks ?? {});
    });
    const layout = {...swap(chart.layout, colours), ...print.layout, meta};
    layout.annotations = [...(layout.annotations ?? []), ...print.annotations];
    const {locale, locales} = chart._context ?? {};
    return {data, layout, config: {locale, locales}};
  };
  // A chart that is still being drawn has no buttons yet.
  const press = (place, number, times) => {
    const own = document.querySelectorAll(place)[number];
    if (own) own.dispatchEvent(new MouseEvent('click', {bubbles: true}));
    else if (times) setTimeout(press, WAIT_MS, place, number, times - 1);
  };
  // The visible buttons below a chart press the chart's own ones.
  document.addEventListener('click', event => {
    const button = event.target.closest?.('[data-gw-picture]');
    if (!button) return;
    const {gwPicture: key, gwFormat: format} = button.dataset;
    press(`.st-key-${CSS.escape(key)} .modebar-btn`, format === 'svg' ? 1 : 0, PATIENCE);
  });
})();
