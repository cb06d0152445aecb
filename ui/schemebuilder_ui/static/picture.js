// Saves a chart as a PNG: its title, and below it its SVG drawn again in this browser, twice as large, on white.
function saveChartAsPicture(id, name, title) {
  const svg = document.querySelector(`#c${id} svg`);
  const { width, height } = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const image = new Image();
  image.onload = () => {
    const head = 36;
    const canvas = document.createElement("canvas");
    canvas.width = 2 * width;
    canvas.height = 2 * (height + head);
    const pen = canvas.getContext("2d");
    pen.scale(2, 2);
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, width, height + head);
    pen.fillStyle = "#1c2430";
    pen.font = "600 14px sans-serif";
    pen.fillText(title, 8, 23, width - 16);
    pen.drawImage(image, 0, head, width, height);
    const link = document.createElement("a");
    link.href = canvas.toDataURL("image/png");
    link.download = name;
    link.click();
  };
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(new XMLSerializer().serializeToString(copy));
}
