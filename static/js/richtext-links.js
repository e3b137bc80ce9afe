// Where a link leads: a page of the portal, chosen by its name and kept by its code, or an address elsewhere.
const ADDRESS = /^(https?:\/\/[^\s]+|mailto:[^\s@]+@[^\s@]+|\[\[[a-z]+:[^\]]+\]\]|mailto:\[\[[a-z._]+\]\]|#[\w-]+)$/i;
const WAIT = 200; // milliseconds after the last key
let made = 0;

function element(name, properties = {}, attributes = {}, children = []) {
  const found = Object.assign(document.createElement(name), properties);
  for (const [key, value] of Object.entries(attributes)) found.setAttribute(key, value);
  found.append(...children);
  return found;
}

async function asked(config, words) {
  const query = new URLSearchParams({q: words, language: config.language});
  const response = await fetch(`${config.references}?${query}`, {headers: {Accept: "application/json"}});
  if (!response.ok || response.redirected) throw new Error(String(response.status));
  return (await response.json()).results;
}

class Dialog {
  constructor(editor, config) {
    this.editor = editor;
    this.config = config;
    this.words = config.words;
    this.id = `richtext-link-${++made}`;
    this.found = [];
    this.at = -1;
    this.chosen = null; // {href, name}
    this.build();
  }

  build() {
    const {words, id} = this;
    this.input = element("input", {type: "text", id, autocomplete: "off", spellcheck: false}, {
      role: "combobox", "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-autocomplete": "list",
      "aria-describedby": `${id}-help ${id}-said`,
    });
    this.list = element("ul", {id: `${id}-list`, className: "richtext-found", hidden: true}, {role: "listbox", "aria-label": words.found});
    this.said = element("p", {id: `${id}-said`, className: "richtext-note"}, {role: "status"});
    const cancel = element("button", {type: "button", textContent: words.cancel, className: "richtext-button"});
    this.form = element("form", {method: "dialog", noValidate: true}, {}, [
      element("h2", {id: `${id}-title`, textContent: words.linkTitle}),
      element("label", {htmlFor: id, textContent: words.where}),
      this.input,
      element("p", {id: `${id}-help`, className: "help", textContent: words.whereHelp}),
      this.list,
      this.said,
      element("div", {className: "richtext-decide"}, {}, [
        element("button", {type: "submit", textContent: words.done, className: "richtext-button richtext-main"}), cancel,
      ]),
    ]);
    this.dialog = element("dialog", {className: "richtext-dialog"}, {"aria-labelledby": `${id}-title`}, [this.form]);
    cancel.addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("close", () => {
      this.dialog.remove();
      this.editor.commands.focus();
    });
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.form.addEventListener("submit", (event) => this.done(event));
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose([...this.list.children].indexOf(option));
    });
  }

  async open() {
    document.body.append(this.dialog);
    this.dialog.showModal();
    const href = this.editor.getAttributes("link").href ?? "";
    this.input.value = href;
    if (!href.startsWith("[[ref:")) return;
    const [record] = await asked(this.config, href).catch(() => []);
    if (record && this.input.value === href) this.keep(record);
  }

  typed() {
    this.chosen = null;
    this.said.textContent = "";
    clearTimeout(this.timer);
    const words = this.input.value.trim();
    if (words.length < 2 || ADDRESS.test(words) || /^(https?:|mailto:|www\.)/i.test(words)) return this.offer([]);
    this.timer = setTimeout(() => this.ask(words), WAIT);
  }

  async ask(words) {
    try {
      const found = await asked(this.config, words);
      if (this.input.value.trim() !== words) return;
      this.offer(found);
      this.said.textContent = found.length ? "" : this.words.nothing;
    } catch {
      this.offer([]);
      this.said.textContent = this.words.failed;
    }
  }

  offer(found) {
    this.found = found;
    this.at = -1;
    this.list.replaceChildren(...found.map((record, place) => element("li", {id: `${this.id}-${place}`}, {role: "option", "aria-selected": "false"}, [
      element("span", {textContent: record.name}),
      element("small", {textContent: [record.kind, ...(record.is_public ? [] : [this.words.draft])].join(", ")}),
    ])));
    this.list.hidden = !found.length;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const count = this.found.length;
    if (event.key === "Enter" && this.at >= 0) {
      event.preventDefault();
      this.choose(this.at);
    } else if (event.key === "Escape" && count) {
      event.preventDefault();
      this.offer([]);
    } else if (["ArrowDown", "ArrowUp"].includes(event.key) && count) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.at = this.at < 0 && step < 0 ? count - 1 : (this.at + step + count) % count;
      for (const [place, option] of [...this.list.children].entries()) option.setAttribute("aria-selected", String(place === this.at));
      this.list.children[this.at].scrollIntoView({block: "nearest"});
      this.input.setAttribute("aria-activedescendant", `${this.id}-${this.at}`);
    }
  }

  choose(place) {
    this.keep(this.found[place]);
    this.input.focus();
  }

  keep(record) {
    this.offer([]);
    this.chosen = record;
    this.input.value = record.name;
    this.said.textContent = `${record.kind}, ${record.code}${record.is_public ? "" : `, ${this.words.draft}`}`;
  }

  done(event) {
    clearTimeout(this.timer);
    const typed = this.input.value.trim();
    const href = this.chosen?.href ?? (/^www\./i.test(typed) ? `https://${typed}` : typed);
    if (!ADDRESS.test(href)) {
      event.preventDefault();
      this.said.textContent = this.words.wrong;
      this.input.focus();
      return;
    }
    const {editor} = this;
    const change = editor.chain().focus();
    if (editor.isActive("link")) change.extendMarkRange("link").setMark("link", {href});
    else if (!editor.state.selection.empty) change.setMark("link", {href});
    else change.insertContent({type: "text", text: this.chosen?.name ?? href.replace(/^mailto:/, ""), marks: [{type: "link", attrs: {href}}]});
    change.run();
  }
}

export function choose(editor, config) {
  new Dialog(editor, config).open();
}
