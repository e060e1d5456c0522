// Files that came with a message: their names, small pictures of those that are pictures, and the ways to look at one and to keep it. A file is fetched with the key of the
// login, which an address cannot carry, so pictures are drawn and not linked. Whatever a file says it is, nothing of it is ever markup.
import { make, visible } from "./make.js";

const pictures = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);
/** What is larger is fetched only when somebody asks for it. */
const largestThumbnail = 5 << 20, largestText = 200_000;
const thumbnailSize = 160;

const isPicture = file => pictures.has(file.type);
const isText = file => /^text\/|^application\/json$/.test(file.type ?? "") && file.size <= largestText;
export const sizeOf = bytes => bytes < 1024 ? `${bytes} bytes` : bytes < 1 << 20 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`;

const drawn = new Map();   // what a thumbnail is of -> its canvas: messages are drawn anew now and then
const near = new IntersectionObserver(seen => seen.filter(one => one.isIntersecting).forEach(({ target }) => { near.unobserve(target); target.dispatchEvent(new Event("near")); }), { rootMargin: "200px" });

/** `files` as a list; `fetchFile` gives the bytes of one of them, and `attempt` says what went wrong. Without it there are only names. */
export function fileList(files, key, fetchFile, attempt) {
  return make("ul", { class: "files", "aria-label": "Attached files" }, ...files.map((file, i) => fetchFile ? itemOf(file, `${key} ${i}`, () => fetchFile(i), attempt) : make("li", {}, nameOf(file), sizeSpan(file))));
}

const nameOf = file => make("bdi", {}, visible(file.name));
const sizeSpan = file => file.size == null ? null : make("span", { class: "size" }, sizeOf(file.size));

function itemOf(file, key, fetchFile, attempt) {
  const canOpen = isPicture(file) || isText(file);
  const view = () => attempt(async () => show(file, await fetchFile()));
  const keep = () => attempt(async () => save(file, await fetchFile()));
  return make("li", {},
    isPicture(file) && file.size <= largestThumbnail ? make("button", { type: "button", class: "thumbnail", "aria-label": `Show ${file.name}`, onclick: view }, thumbnailOf(key, fetchFile)) : null,
    canOpen ? make("button", { type: "button", class: "link", onclick: view }, nameOf(file)) : nameOf(file),
    sizeSpan(file),
    make("button", { type: "button", class: "small", onclick: keep }, "Download", make("span", { class: "unseen" }, ` ${file.name}`)));
}

function thumbnailOf(key, fetchFile) {
  let canvas = drawn.get(key);
  if (canvas) return canvas;
  canvas = make("canvas", { width: thumbnailSize, height: thumbnailSize, "aria-hidden": "true" });
  drawn.set(key, canvas);
  if (drawn.size > 100) drawn.delete(drawn.keys().next().value);
  // The file may be gone, or be no picture: then there is its name, and whoever asks for it is told why.
  canvas.addEventListener("near", () => fetchFile().then(blob => paint(canvas, blob, thumbnailSize)).catch(() => { drawn.delete(key); canvas.parentElement?.remove(); }));
  near.observe(canvas);
  return canvas;
}

/** Draws a picture as large as it is, up to `most` cells of the screen in either direction. */
async function paint(canvas, blob, most) {
  const bitmap = await createImageBitmap(blob);
  const scale = Math.min(1, most * devicePixelRatio / Math.max(bitmap.width, bitmap.height));
  [canvas.width, canvas.height] = [bitmap.width, bitmap.height].map(length => Math.max(1, Math.round(length * scale)));
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
}

async function show(file, blob) {
  const viewer = document.getElementById("viewer"), content = document.getElementById("viewer-content");
  document.getElementById("viewer-name").textContent = visible(file.name);
  if (isPicture(file)) {
    const canvas = make("canvas", { role: "img", "aria-label": file.name });
    const isDrawn = await paint(canvas, blob, 2048).then(() => true, () => false);
    content.replaceChildren(isDrawn ? canvas : make("p", {}, "This is no picture that the browser can draw."));
  } else content.replaceChildren(make("pre", { tabindex: 0, dir: "auto" }, visible(await blob.text())));
  viewer.showModal();
}

function save(file, blob) {
  const address = URL.createObjectURL(new Blob([blob], { type: "application/octet-stream" }));
  make("a", { href: address, download: file.name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
