/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Draws a bar chart from the table that stands beside it: rows with data-label and data-value (a part of 1, absent where the figure
 * is suppressed). Zero is the baseline, each bar says its value, and a pattern tells what a colour tells.
 */
(() => {
  'use strict';
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const draw = (figure) => {
    const table = document.getElementById(figure.dataset.chartOf);
    const rows = [...table.querySelectorAll('[data-label]')].filter((row) => row.matches('tr'));
    const narrow = figure.clientWidth < 560;
    const ink = token('--k-ink');
    const line = token('--k-line');
    const number = new Intl.NumberFormat(document.documentElement.lang, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
    const axis = new Intl.NumberFormat(document.documentElement.lang, { style: 'percent' });
    figure.style.height = `${rows.length * 44 + 44}px`;
    const chart = window.echarts.init(figure, null, { renderer: 'svg' });
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 14, color: ink },
      grid: { left: 8, right: narrow ? 56 : 72, top: 8, bottom: 8, containLabel: true },
      xAxis: {
        type: 'value', min: 0, max: 1, interval: narrow ? 0.5 : 0.25,
        axisLabel: { color: token('--k-quiet'), formatter: axis.format }, splitLine: { lineStyle: { color: line } },
      },
      yAxis: {
        type: 'category', inverse: true, data: rows.map((row) => row.dataset.label),
        axisLabel: { color: ink, fontSize: 14, width: narrow ? 96 : 240, overflow: 'truncate' }, axisTick: { show: false }, axisLine: { lineStyle: { color: token('--k-edge') } },
      },
      series: [{
        type: 'bar', barWidth: 22,
        data: rows.map((row) => ('value' in row.dataset
          ? {
            value: Number(row.dataset.value),
            itemStyle: { color: token('--k-teal'), decal: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4, color: 'rgba(255,255,255,0.25)' } },
            label: { show: true, position: 'right', color: ink, formatter: number.format(Number(row.dataset.value)) },
          }
          : {
            value: 1,
            itemStyle: { color: 'transparent', borderColor: line, decal: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4, color: token('--k-edge') } },
            label: { show: true, position: 'right', color: token('--k-quiet'), formatter: figure.dataset.suppressed },
          })),
      }],
    });
    return chart;
  };

  document.querySelectorAll('[data-chart-of]').forEach((figure) => {
    let chart = draw(figure);
    const again = () => {
      chart.dispose();
      chart = draw(figure);
    };
    let width = figure.clientWidth;
    new ResizeObserver(() => {
      if (figure.clientWidth !== width) {
        width = figure.clientWidth;
        again();
      }
    }).observe(figure);
    window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again);
  });
})();
