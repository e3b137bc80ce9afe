// A text with headings, lists, links, quotes and tables. The field stays a textarea that holds HTML: without this script,
// and for a text that the editor could not give back as it is, it is the source that is edited.
const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  bulletList: "M8 5h9M8 10h9M8 15h9M3 5h.01M3 10h.01M3 15h.01",
  orderedList: "M8 5h9M8 10h9M8 15h9M3 3v4M2.5 9h2L2.5 12h2M2.5 14h2v4h-2M4.5 16h-1",
  blockquote: "M4 14c3 0 4-2 4-5V5H3v5h4M13 14c3 0 4-2 4-5V5h-5v5h4",
  link: "M8 12l4-4M7 9l-2 2a3 3 0 0 0 4 4l2-2M13 11l2-2a3 3 0 0 0-4-4L9 7",
  unlink: "M7 9l-2 2a3 3 0 0 0 4 4l2-2M13 11l2-2a3 3 0 0 0-4-4L9 7M3 3l14 14",
  image: "M3 4h14v12H3zM3 14l4-4 3 3 3-4 4 4M7 8h.01",
  document: "M5 3h7l3 3v11H5zM12 3v3h3M8 10h4M8 13h4",
  table: "M3 4h14v12H3zM3 8h14M3 12h14M8 4v12M13 4v12",
  rowAfter: "M3 3h14v6H3zM10 12v6M7 15h6",
  rowAway: "M3 3h14v6H3zM7 15h6",
  columnAfter: "M3 3h6v14H3zM15 7v6M12 10h6",
  columnAway: "M3 3h6v14H3zM12 10h6",
  headingCell: "M3 4h14v12H3zM3 9h14M5 6.5h10",
  tableAway: "M3 4h14v12H3zM6 7l8 6M14 7l-8 6",
  undo: "M7 4L3 8l4 4M3 8h9a4 4 0 0 1 0 8H8",
  redo: "M13 4l4 4-4 4M17 8H8a4 4 0 0 0 0 8h4",
  source: "M7 5l-5 5 5 5M13 5l5 5-5 5",
};
const LETTERS = {heading2: "H2", heading3: "H3", heading4: "H4", bold: "B", italic: "I", superscript: "x²", subscript: "x₂"};

const chain = (editor) => editor.chain().focus();
const inTable = (editor) => editor.isActive("table");
const heading = (level) => ({
  run: (editor) => chain(editor).toggleHeading({level}).run(),
  pressed: (editor) => editor.isActive("heading", {level}),
});
const toggle = (name) => ({run: (editor) => chain(editor).toggleMark(name).run(), pressed: (editor) => editor.isActive(name)});
const onTable = (command) => ({run: (editor) => chain(editor)[command]().run(), shown: inTable});

const TOOLS = [
  {heading2: heading(2), heading3: heading(3), heading4: heading(4)},
  {bold: toggle("bold"), italic: toggle("italic"), superscript: toggle("superscript"), subscript: toggle("subscript")},
  {
    bulletList: {run: (editor) => chain(editor).toggleBulletList().run(), pressed: (editor) => editor.isActive("bulletList")},
    orderedList: {run: (editor) => chain(editor).toggleOrderedList().run(), pressed: (editor) => editor.isActive("orderedList")},
    blockquote: {run: (editor) => chain(editor).toggleBlockquote().run(), pressed: (editor) => editor.isActive("blockquote")},
  },
  {
    link: {run: (editor, field) => field.link(), pressed: (editor) => editor.isActive("link")},
    unlink: {run: (editor) => chain(editor).extendMarkRange("link").unsetMark("link").run(), shown: (editor) => editor.isActive("link")},
  },
  {
    image: {run: (editor, field) => field.insert("image"), shown: (editor, field) => Boolean(field.config.insert.image)},
    document: {run: (editor, field) => field.insert("document"), shown: (editor, field) => Boolean(field.config.insert.document)},
  },
  {
    table: {run: (editor) => chain(editor).insertTable({rows: 3, cols: 3, withHeaderRow: true}).run(), shown: (editor) => !inTable(editor)},
    rowAfter: onTable("addRowAfter"),
    rowAway: onTable("deleteRow"),
    columnAfter: onTable("addColumnAfter"),
    columnAway: onTable("deleteColumn"),
    headingCell: onTable("toggleHeaderCell"),
    tableAway: onTable("deleteTable"),
  },
  {
    undo: {run: (editor) => chain(editor).undo().run(), enabled: (editor) => editor.can().undo()},
    redo: {run: (editor) => chain(editor).redo().run(), enabled: (editor) => editor.can().redo()},
  },
];

function button(name, words) {
  const made = Object.assign(document.createElement("button"), {type: "button", title: words, className: "richtext-tool"});
  made.setAttribute("aria-label", words);
  made.dataset.tool = name;
  if (LETTERS[name]) {
    made.textContent = LETTERS[name];
  } else {
    const icon = document.createElementNS(SVG, "svg");
    const path = document.createElementNS(SVG, "path");
    for (const [key, value] of Object.entries({viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true"})) icon.setAttribute(key, value);
    path.setAttribute("d", ICONS[name]);
    icon.append(path);
    made.append(icon);
  }
  return made;
}

class Field {
  constructor(textarea, modules) {
    this.textarea = textarea;
    this.modules = modules;
    this.config = JSON.parse(textarea.dataset.portalRichtext);
    this.words = this.config.words;
    this.build();
    this.edit();
    textarea.addEventListener("input", () => this.say(""));
  }

  build() {
    this.box = Object.assign(document.createElement("div"), {className: "richtext"});
    this.bar = Object.assign(document.createElement("div"), {className: "richtext-tools"});
    this.bar.setAttribute("role", "toolbar");
    this.bar.setAttribute("aria-label", this.words.toolbar);
    this.bar.setAttribute("aria-controls", this.textarea.id);
    this.place = Object.assign(document.createElement("div"), {className: "richtext-place"});
    this.note = Object.assign(document.createElement("p"), {className: "richtext-note"});
    this.note.setAttribute("role", "status");
    this.tools = [];
    for (const group of TOOLS) {
      const part = Object.assign(document.createElement("div"), {className: "richtext-group"});
      for (const [name, tool] of Object.entries(group)) {
        const made = button(name, this.words[name]);
        made.addEventListener("click", () => made.getAttribute("aria-disabled") !== "true" && tool.run(this.editor, this));
        this.tools.push([made, tool]);
        part.append(made);
      }
      this.bar.append(part);
    }
    this.switch = button("source", this.words.source);
    this.switch.addEventListener("click", () => (this.editor ? this.source() : this.edit(true)));
    this.bar.append(this.switch);
    this.bar.addEventListener("keydown", (event) => this.walk(event));
    this.textarea.before(this.box);
    this.box.append(this.bar, this.place, this.textarea, this.note);
    document.querySelector(`label[for="${this.textarea.id}"]`)?.addEventListener("click", () => this.editor?.commands.focus());
  }

  // One stop for the Tab key; arrows go from tool to tool.
  walk(event) {
    const shown = [...this.bar.querySelectorAll("button:not([hidden])")];
    const here = shown.indexOf(event.target);
    const to = {ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1}[event.key];
    if (to === undefined || here < 0) return;
    event.preventDefault();
    const next = shown.at(to % shown.length);
    this.stop(next);
    next.focus();
  }

  stop(chosen) {
    for (const each of this.bar.querySelectorAll("button")) each.tabIndex = each === chosen ? 0 : -1;
  }

  say(words) {
    this.note.textContent = words;
  }

  // The editor, if it can give back the text as it is.
  edit(isAsked = false) {
    const {schema, lib} = this.modules;
    const source = this.textarea.value;
    if (source.length > this.config.limit) return this.source(this.words.long);
    const label = document.querySelector(`label[for="${this.textarea.id}"]`)?.textContent.trim() ?? "";
    const attributes = {role: "textbox", "aria-multiline": "true", "aria-label": label, class: "richtext-text", lang: this.config.language};
    const described = this.textarea.getAttribute("aria-describedby");
    if (described) attributes["aria-describedby"] = described;
    const editor = new lib.Editor({
      element: this.place,
      content: schema.read(source),
      extensions: schema.extensions(lib, (box, token) => this.modules.insert.show(this.config, box, token)),
      injectCSS: false, // the page's policy refuses a style element; css/richtext.css has these few rules
      editorProps: {attributes, handlePaste: (view, event) => this.refuse(event), transformPastedHTML: (markup) => this.tidy(markup)},
    });
    if (!schema.survives(editor, source)) {
      editor.destroy();
      return this.source(this.words.kept);
    }
    const [first, wasPlain] = [editor.state.doc, Boolean(source.trim()) && !source.includes("<")];
    editor.on("update", () => {
      // Nothing typed, or all of it taken back: the text is the one that came, to the letter.
      const now = editor.state.doc.eq(first) ? source : schema.text(editor, wasPlain);
      this.textarea.value = now;
      this.say(now.length > this.config.limit ? this.words.long : "");
    });
    editor.on("transaction", () => this.show());
    editor.view.dom.addEventListener("keydown", (event) => this.shortcut(event));
    this.editor = editor;
    this.textarea.hidden = true;
    this.say("");
    this.show();
    if (isAsked) editor.commands.focus();
  }

  source(why = "") {
    this.editor?.destroy();
    this.editor = null;
    this.place.replaceChildren();
    this.textarea.hidden = false;
    this.say(why);
    this.show();
  }

  shortcut(event) {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.link();
  }

  link() {
    this.modules.links.choose(this.editor, this.config);
  }

  insert(kind) {
    this.modules.insert.choose(this.editor, this.config, kind);
  }

  // Far more than a page holds would keep the browser busy for minutes, to be refused by the server afterwards.
  refuse(event) {
    const pasted = event.clipboardData?.getData("text/html") || event.clipboardData?.getData("text/plain") || "";
    if (pasted.length <= this.config.limit * 5) return false;
    event.preventDefault();
    this.say(this.words.paste);
    return true;
  }

  tidy(pasted) {
    const {markup, left} = this.modules.paste.tidy(pasted);
    const words = this.modules.paste.said(left, this.words);
    if (words) setTimeout(() => this.say(words)); // once what is pasted stands in the text
    return markup;
  }

  show() {
    const editor = this.editor;
    for (const [made, {shown, pressed, enabled}] of this.tools) {
      made.hidden = !editor || (shown ? !shown(editor, this) : false);
      if (!editor) continue;
      if (pressed) made.setAttribute("aria-pressed", String(pressed(editor)));
      if (enabled) made.setAttribute("aria-disabled", String(!enabled(editor)));
    }
    for (const group of this.bar.querySelectorAll(".richtext-group")) group.hidden = !group.querySelector("button:not([hidden])");
    this.switch.setAttribute("aria-pressed", String(!editor));
    const stops = [...this.bar.querySelectorAll("button:not([hidden])")];
    if (!stops.some((each) => each.tabIndex === 0 && each !== this.switch) || !editor) this.stop(stops[0]);
  }
}

const fields = [...document.querySelectorAll("textarea[data-portal-richtext]:not([disabled])")];
if (fields.length) {
  // The addresses come with the page: those of the files as they are now.
  const {modules} = JSON.parse(fields[0].dataset.portalRichtext);
  const wanted = [modules.editor, modules.schema, modules.links, modules.insert, modules.paste];
  const [lib, schema, links, insert, paste] = await Promise.all(wanted.map((address) => import(address)));
  for (const field of fields) new Field(field, {lib, schema, links, insert, paste});
  document.documentElement.dataset.portalRichtextReady = "";
}
