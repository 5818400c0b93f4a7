/* Charts: <figure class="chart" data-chart="{…}">. Labels stand at the lines, not in a legend; the
   usual band and the target are drawn; the table below is the same data for everyone. */
"use strict";

(() => {
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const dashes = [[], [6, 4], [2, 3], [10, 4, 2, 4]];

  const band = (told) => (plot) => {
    const { ctx, bbox } = plot;
    const y = (value) => plot.valToPos(value, "y", true);
    ctx.save();
    if (told.low !== null && told.high !== null) {
      ctx.fillStyle = colour("--wash");
      ctx.fillRect(bbox.left, y(told.high), bbox.width, y(told.low) - y(told.high));
    }
    if (told.target !== null) {
      ctx.strokeStyle = colour("--soft");
      ctx.setLineDash([3, 3]);
      ctx.beginPath();
      ctx.moveTo(bbox.left, y(told.target));
      ctx.lineTo(bbox.left + bbox.width, y(told.target));
      ctx.stroke();
    }
    ctx.restore();
  };

  const nameLines = (told) => (plot) => {
    plot.over.querySelectorAll(".chart-label").forEach((old) => old.remove());
    told.series.forEach((one, at) => {
      const values = plot.data[at + 1];
      let last = values.length - 1;
      while (last >= 0 && values[last] === null) last -= 1;
      if (last < 0) return;
      const label = document.createElement("span");
      label.className = "chart-label";
      // One line is named by the title already; its value is enough, and fits a phone.
      label.textContent = told.series.length > 1 ? `${one.label} ${values[last]}` : values[last];
      label.style.insetInlineStart = `${plot.valToPos(plot.data[0][last], "x") + 8}px`;
      label.style.insetBlockStart = `${plot.valToPos(values[last], "y")}px`;
      plot.over.append(label);
    });
  };

  const bounds = (told) => (_plot, low, high) => {
    const values = [low, high, told.low, told.high, told.target].filter((one) => one !== null && one !== undefined);
    const least = Math.min(...values);
    const most = Math.max(...values);
    const room = (most - least || 1) * 0.1;
    return [least - room, most + room];
  };

  /* Months are words: midnight is told as 24-Nov, the hours between as hours. */
  const say = (told) => (_plot, splits, _axis, _space, step) => {
    const lang = document.documentElement.lang;
    const hour12 = document.body.dataset.clock === "12";
    const hours = new Intl.DateTimeFormat(lang, { timeZone: told.zone, hour: "numeric", minute: "2-digit", hour12 });
    const days = new Intl.DateTimeFormat(lang, { timeZone: told.zone, day: "2-digit", month: "short" });
    const clock = new Intl.DateTimeFormat("en-GB", { timeZone: told.zone, hour: "2-digit", minute: "2-digit" });
    return splits.map((at) => {
      const instant = new Date(at * 1000);
      if (step < 86400 && clock.format(instant) !== "00:00") return hours.format(instant);
      const pieces = Object.fromEntries(days.formatToParts(instant).map((one) => [one.type, one.value]));
      return `${pieces.day}-${pieces.month.replace(".", "")}`;
    });
  };

  const draw = (figure) => {
    const told = JSON.parse(figure.dataset.chart);
    const space = figure.querySelector(".chart-space");
    figure.classList.add("drawn");
    space.replaceChildren();
    const axis = { stroke: colour("--soft"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, font: "12px system-ui" };
    new window.uPlot({
      width: space.clientWidth, height: space.clientHeight,
      legend: { show: false }, cursor: { y: false },
      padding: [8, 96, 0, 0],
      tzDate: (seconds) => window.uPlot.tzDate(new Date(seconds * 1000), told.zone),
      scales: { y: { range: bounds(told) } },
      axes: [{ ...axis, space: 80, values: say(told) }, { ...axis, size: 44 }],
      series: [{}, ...told.series.map((one, at) => ({
        label: one.label, stroke: colour(at ? "--ink" : "--accent"), width: 2, dash: dashes[at],
        spanGaps: true, points: { show: told.at.length < 40, size: 6, fill: colour("--page") },
      }))],
      hooks: { drawClear: [band(told)], draw: [nameLines(told)] },
    }, [told.at, ...told.series.map((one) => one.values)], space);
  };

  const drawAll = (within) => within.querySelectorAll("[data-chart]").forEach(draw);
  let sizing = 0;
  addEventListener("resize", () => { clearTimeout(sizing); sizing = setTimeout(() => drawAll(document), 150); });
  document.body.addEventListener("htmx:afterSettle", (event) => drawAll(event.target));
  drawAll(document);
})();
