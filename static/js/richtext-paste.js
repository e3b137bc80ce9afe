// What comes from a word processor, as a text of the portal: headings one level down, real lists, no link that leads nowhere.
// Gives the markup, and what was left out of it, by kind: {pictures: 2, footnotes: 1, links: 0}.
const BULLET = /^[·•▪◦●○‣➢§o–-](?=[\s\u00a0])[\s\u00a0]*/;
const NUMBER = /^\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)](?=[\s\u00a0])[\s\u00a0]*/i;
const NOTE = /^#(?:_?(?:ft|ed)n|sdfootnote|sdendnote|fn|footnote|_ftnref|_ednref)/i;

function unwrap(element) {
  element.replaceWith(...element.childNodes);
}

function renamed(element, tag) {
  const made = element.ownerDocument.createElement(tag);
  made.append(...element.childNodes);
  element.replaceWith(made);
  return made;
}

function headings(body) {
  if (!body.querySelector("h1")) return;
  for (const level of [6, 5, 4, 3, 2, 1]) {
    for (const head of body.querySelectorAll(`h${level}`)) renamed(head, `h${Math.min(level + 1, 4)}`);
  }
}

function links(body, left) {
  for (const link of body.querySelectorAll("a")) {
    const href = link.getAttribute("href") ?? "";
    if (/^(https?|mailto):/i.test(href) || href.startsWith("/")) continue;
    if (NOTE.test(href)) left.footnotes += 1;
    else if (href) left.links += 1;
    unwrap(link);
  }
}

// The text nodes at the beginning of a paragraph lose the sign that stood for a point of a list.
function withoutSign(paragraph, sign) {
  let rest = paragraph.textContent.match(sign)?.[0].length ?? 0;
  const walker = paragraph.ownerDocument.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && rest > 0; node = walker.nextNode()) {
    const cut = Math.min(rest, node.data.length);
    node.data = node.data.slice(cut);
    rest -= cut;
  }
}

// {level, isOrdered} of a paragraph that stands for a point of a list; null for any other.
function pointOf(paragraph) {
  const office = /mso-list:\s*[^;"]*level(\d+)/i.exec(paragraph.getAttribute("style") ?? "");
  const text = paragraph.textContent.replace(/^[\s\u00a0]+/, "");
  const [isBullet, isNumber] = [BULLET.test(text), NUMBER.test(text)];
  if (office) return { level: Number(office[1]), isOrdered: !isBullet && isNumber, sign: /^[\s\u00a0]*(?:[·•▪◦●○‣➢§o–-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])[\s\u00a0]+/i };
  return /^[·•▪◦●‣➢][\s\u00a0]/.test(text) ? { level: 1, isOrdered: false, sign: /^[\s\u00a0]*[·•▪◦●‣➢][\s\u00a0]*/ } : null;
}

function lists(body) {
  let open = []; // the lists that the next point may go into, the outermost first
  let last = null;
  for (const paragraph of [...body.querySelectorAll("p")]) {
    const point = pointOf(paragraph);
    const goesOn = point && last && paragraph.previousElementSibling === last;
    if (!goesOn) open = [];
    if (!point) continue;
    const ignored = [...paragraph.querySelectorAll("span")].find((each) => /mso-list:\s*ignore/i.test(each.getAttribute("style") ?? ""));
    if (ignored) ignored.remove(); else withoutSign(paragraph, point.sign);
    open.length = Math.min(open.length, point.level);
    while (open.length < point.level) {
      const list = paragraph.ownerDocument.createElement(point.isOrdered ? "ol" : "ul"), above = open.at(-1);
      if (above) (above.lastElementChild ?? above.appendChild(paragraph.ownerDocument.createElement("li"))).append(list);
      else paragraph.before(list);
      open.push(list);
    }
    const item = paragraph.ownerDocument.createElement("li");
    item.append(...paragraph.childNodes);
    open.at(-1).append(item);
    paragraph.remove();
    last = open[0];
  }
}

export function tidy(markup) {
  const left = { pictures: 0, footnotes: 0, links: 0 };
  if (markup.includes("data-pm-slice")) return { markup, left }; // from this editor itself
  const { body } = new DOMParser().parseFromString(markup, "text/html");
  for (const gone of body.querySelectorAll("style, script, meta, link, title, xml")) gone.remove();
  for (const picture of body.querySelectorAll("img, picture, svg, object, video, audio, iframe")) {
    left.pictures += 1;
    picture.remove();
  }
  for (const plain of body.querySelectorAll("b[style*='font-weight:normal'], b[style*='font-weight: normal']")) unwrap(plain);
  headings(body);
  lists(body);
  links(body, left);
  for (const empty of body.querySelectorAll("p")) if (!empty.textContent.trim() && !empty.querySelector("br")) empty.remove();
  return { markup: body.innerHTML, left };
}

// The sentence about what was left out; "" for nothing.
export function said(left, words) {
  const parts = Object.entries(left).filter(([, count]) => count).map(([kind, count]) => words[kind].replace("{count}", count));
  return parts.length ? words.leftOut.replace("{what}", parts.join(", ")) : "";
}
