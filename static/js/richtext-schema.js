// What a text may hold, as the editor knows it, and how it is written down. The same list as the server's.

// Attributes that any element of a text may have.
const COMMON = ["lang", "id"];
const attribute = (name) => ({
  default: null,
  keepOnSplit: false,
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: (values) => (values[name] === null ? {} : {[name]: values[name]}),
});

// Other schemes run, or lead nowhere; the server takes them out.
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const isKept = (href) => !SCHEME.test(href.trim()) || /^(https?|mailto):/i.test(href);

function mark(lib, name, tag, own = [], rule = {tag}) {
  return lib.Mark.create({
    name,
    inclusive: false,
    addAttributes: () => Object.fromEntries(own.map((each) => [each, attribute(each)])),
    parseHTML: () => [rule],
    renderHTML: ({HTMLAttributes}) => [tag, HTMLAttributes, 0],
  });
}

function block(lib, name, tag, content, more = {}) {
  return lib.Node.create({
    name,
    content,
    parseHTML: () => [{tag}],
    renderHTML: ({HTMLAttributes}) => [tag, HTMLAttributes, 0],
    ...more,
  });
}

// An image of the library: the text holds its code alone, in a paragraph of its own. `show` draws it into an element.
const IMAGE = /^\s*\[\[image\.([A-Za-z0-9][\w.-]*)\]\]\s*$/;
const imageOf = (element) => (element.children.length ? null : IMAGE.exec(element.textContent));

function libraryImage(lib, show) {
  return lib.Node.create({
    name: "libraryImage",
    group: "block",
    atom: true,
    draggable: true,
    priority: 1001, // before the paragraph, whose element it has
    addAttributes: () => ({code: {default: "", parseHTML: (element) => imageOf(element)?.[1] ?? "", renderHTML: () => ({})}}),
    parseHTML: () => [{tag: "p", priority: 60, getAttrs: (element) => (imageOf(element) ? null : false)}],
    renderHTML: ({node, HTMLAttributes}) => ["p", HTMLAttributes, `[[image.${node.attrs.code}]]`],
    addNodeView: () => ({node}) => {
      const dom = document.createElement("div");
      dom.className = "richtext-image";
      show(dom, `[[image.${node.attrs.code}]]`);
      return {dom};
    },
  });
}

export function extensions(lib, show) {
  const cell = (base, own) => base.extend({
    addAttributes() {
      return {...this.parent?.(), ...Object.fromEntries(own.map((each) => [each, attribute(each)]))};
    },
  });
  const parts = [
    lib.Document,
    lib.Text,
    lib.Paragraph,
    lib.Heading.configure({levels: [2, 3, 4]}),
    lib.BulletList,
    lib.OrderedList.extend({addAttributes: () => ({}), addNodeView: null}),
    lib.ListItem,
    lib.Blockquote,
    lib.HorizontalRule,
    lib.HardBreak,
    lib.Table.configure({resizable: false}),
    lib.TableRow,
    cell(lib.TableHeader, ["scope"]),
    cell(lib.TableCell, []),
    libraryImage(lib, show),
    block(lib, "definitionList", "dl", "(definitionTerm | definitionDetails)+", {group: "block"}),
    block(lib, "definitionTerm", "dt", "inline*", {defining: true}),
    block(lib, "definitionDetails", "dd", "block+", {defining: true}),
    mark(lib, "link", "a", ["href", "hreflang"], {tag: "a[href]", getAttrs: (element) => isKept(element.getAttribute("href")) && null}),
    mark(lib, "passage", "span", [], {tag: "span[lang], span[id]"}),
    lib.Bold,
    lib.Italic,
    lib.Subscript,
    lib.Superscript,
    mark(lib, "abbreviation", "abbr", ["title"]),
    mark(lib, "moment", "time", ["datetime"]),
    mark(lib, "cited", "cite"),
    mark(lib, "defined", "dfn"),
  ];
  const types = parts.map((part) => part.name).filter((name) => !["doc", "text", "hardBreak"].includes(name));
  const common = lib.Extension.create({
    name: "common",
    addGlobalAttributes: () => [{types, attributes: Object.fromEntries(COMMON.map((name) => [name, attribute(name)]))}],
  });
  return [...parts, common, lib.History, lib.Gapcursor];
}

// --- writing down ----------------------------------------------------------------------------------------------------

const LINES = new Set(["UL", "OL", "DL", "TABLE", "THEAD", "TBODY", "TR", "BLOCKQUOTE"]);
const HOLDERS = new Set(["LI", "DD", "TH", "TD"]);
const BLOCKS = new Set([...LINES, ...HOLDERS, "P", "H2", "H3", "H4", "HR", "DT", "CAPTION"]);
const VOID = new Set(["BR", "HR"]);
const MARKS = "a, strong, em, sub, sup, span, abbr, time, cite, dfn";

const escaped = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\u00a0", "&nbsp;");

function tag(element) {
  const own = [...element.attributes]
    .filter(({name, value}) => !(/^(col|row)span$/.test(name) && value === "1"))
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(({name, value}) => ` ${name}="${escaped(value).replaceAll('"', "&quot;")}"`);
  return `<${element.localName}${own.join("")}>`;
}

function written(node) {
  if (node.nodeType === Node.TEXT_NODE) return escaped(node.data);
  if (node.nodeType !== Node.ELEMENT_NODE) return "\u0000"; // a comment: nothing here can keep it
  if (VOID.has(node.nodeName)) return tag(node);
  const inside = LINES.has(node.nodeName) ? `\n${lines(node)}\n` : HOLDERS.has(node.nodeName) ? held(node) : all(node);
  return `${tag(node)}${inside}</${node.localName}>`;
}

const all = (parent) => [...parent.childNodes].map(written).join("");
const isBlock = (node) => BLOCKS.has(node.nodeName);

// Blocks under one another; between them blanks mean nothing.
function lines(parent) {
  const found = [...parent.childNodes].filter((node) => node.nodeType !== Node.TEXT_NODE || node.data.trim());
  return found.map(written).join("\n");
}

// What may hold words or blocks: words first, then blocks under one another.
function held(parent) {
  if (![...parent.childNodes].some(isBlock)) return all(parent).trim();
  const found = [...parent.childNodes];
  const first = found.findIndex(isBlock);
  const words = found.slice(0, first).map(written).join("").trim();
  const rest = found.slice(first).filter((node) => node.nodeType !== Node.TEXT_NODE || node.data.trim());
  return [...(words ? [words] : []), ...rest.map(written)].join("\n");
}

const parsed = (markup) => new DOMParser().parseFromString(`<body>${markup}</body>`, "text/html").body;

// Blanks as HTML means them: one for many, none where a line starts or ends.
function collapsed(body) {
  let [last, isFresh] = [null, true];
  const end = () => {
    if (last) last.data = last.data.replace(/ $/, "");
    [last, isFresh] = [null, true];
  };
  const walk = (parent) => {
    for (const child of [...parent.childNodes]) {
      if (child.nodeType === Node.TEXT_NODE) {
        const words = child.data.replace(/[ \t\r\n\f]+/g, " ");
        child.data = isFresh ? words.replace(/^ /, "") : words;
        if (child.data) [last, isFresh] = [child, child.data.endsWith(" ")];
      } else if (child.nodeName === "BR") {
        [last, isFresh] = [null, true];
      } else if (isBlock(child)) {
        end();
        walk(child);
        end();
      } else {
        walk(child);
      }
    }
  };
  walk(body);
  end();
  return body;
}

const isPlain = (markup) => !markup.includes("<");

function bared(body) {
  // An item, a definition, a cell that holds one paragraph holds words.
  for (const holder of body.querySelectorAll("li, dd, th, td")) {
    const [first, second] = holder.children;
    if (first?.nodeName === "P" && !first.attributes.length && second?.nodeName !== "P") first.replaceWith(...first.childNodes);
  }
}

function headed(body) {
  // The first rows of a table, as long as they hold nothing but headings, are its head; a heading says of what.
  for (const table of body.querySelectorAll("table")) {
    for (const junk of table.querySelectorAll("colgroup")) junk.remove();
    const rows = [...table.rows];
    const end = rows.findIndex((row) => [...row.cells].some((cell) => cell.nodeName === "TD"));
    for (const [place, row] of rows.entries()) {
      for (const cell of row.cells) {
        if (cell.nodeName === "TH" && !cell.scope) cell.setAttribute("scope", place < end ? "col" : "row");
      }
    }
    if (end < 1) continue;
    const head = document.createElement("thead");
    table.tBodies[0].before(head);
    head.append(...rows.slice(0, end));
  }
}

// The editor's document as it is kept: one block in a line, nothing that the server would take out.
export function text(editor, wasPlain = false) {
  const body = collapsed(parsed(editor.getHTML()));
  for (const blank of body.querySelectorAll(MARKS)) if (!blank.textContent) blank.remove();
  for (const empty of body.querySelectorAll(":scope > p, blockquote > p:not(:only-child)")) {
    if (!empty.textContent && !empty.children.length) empty.remove();
  }
  const words = [...body.children];
  const isSaidAsItIs = ({textContent}) => !textContent.includes("<") && parsed(textContent).textContent === textContent;
  const isWords = (each) => each.nodeName === "P" && !each.attributes.length && !each.children.length;
  if (wasPlain && words.every(isWords) && words.every(isSaidAsItIs)) {
    return words.map((each) => each.textContent).join("\n");
  }
  bared(body);
  headed(body);
  return lines(body);
}

// A text as the editor is given it. One without any element is one paragraph in each line, as on the page.
export function read(source) {
  if (!isPlain(source)) return lines(collapsed(parsed(source)));
  return source.split("\n").filter((line) => line.trim()).map((line) => `<p>${line}</p>`).join("\n");
}

// Whether the editor gives back what it was given, blanks and line ends aside: else the text is shown as source.
export function survives(editor, source) {
  if (!isPlain(source)) return text(editor) === lines(collapsed(parsed(source)));
  const given = source.split("\n").map((line) => line.trim().replace(/[ \t]+/g, " "));
  return text(editor, true) === given.filter(Boolean).join("\n");
}
