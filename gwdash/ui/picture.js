// A chart is saved as it is printed: its own traces in the colours of paper, and the layout that
// came along with it (gwdash/charts/paper.py), without which it is saved as it stands.
(() => {
  const swap = (part, colours) => {
    if (typeof part === 'string') return colours[part] ?? part;
    if (Array.isArray(part)) return part.map(own => swap(own, colours));
    if (part === null || typeof part !== 'object' || part.constructor !== Object) return part;
    return Object.fromEntries(
      Object.entries(part)
        .filter(([name]) => !name.startsWith('_'))
        .map(([name, own]) => [name, swap(own, colours)]));
  };
  window.gwPicture = chart => {
    const {print, ...meta} = chart.layout?.meta ?? {};
    if (!print) return chart;
    const colours = print.colours ?? {};
    const data = chart.data.map((trace, place) => {
      const own = swap({...trace, selectedpoints: undefined}, colours);
      const ink = print.inks?.[place];
      return ink ? {...own, textfont: {...own.textfont, color: ink}} : own;
    });
    const layout = {...swap(chart.layout, colours), ...print.layout, meta};
    layout.annotations = [...(layout.annotations ?? []), ...print.annotations];
    const {locale, locales} = chart._context ?? {};
    return {data, layout, config: {locale, locales}};
  };
  // The visible buttons below a chart press the chart's own ones.
  document.addEventListener('click', event => {
    const button = event.target.closest?.('[data-gw-picture]');
    if (!button) return;
    const {gwPicture: key, gwFormat: format} = button.dataset;
    const own = document.querySelectorAll(`.st-key-${CSS.escape(key)} .modebar-btn`);
    own[format === 'svg' ? 1 : 0]?.dispatchEvent(new MouseEvent('click', {bubbles: true}));
  });
})();
