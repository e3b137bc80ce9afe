// What a text shows besides words: an image or a document of the library, found by its name and kept by its code.
const WAIT = 200; // milliseconds after the last key
let made = 0;

function element(name, properties = {}, attributes = {}, children = []) {
  const found = Object.assign(document.createElement(name), properties);
  for (const [key, value] of Object.entries(attributes)) found.setAttribute(key, value);
  found.append(...children);
  return found;
}

async function asked(config, kind, words) {
  const query = new URLSearchParams({q: words, language: config.language});
  const response = await fetch(`${config.insert[kind]}?${query}`, {headers: {Accept: "application/json"}});
  if (!response.ok || response.redirected) throw new Error(String(response.status));
  return (await response.json()).results;
}

const thumbnail = (file) => element("img", {src: file.picture, alt: "", loading: "lazy", width: 96, height: Math.max(1, Math.round((96 * file.height) / file.width))});

// The image where it stands in the text, with the words for those who do not see it.
export async function show(config, box, token) {
  box.textContent = token;
  if (!config.insert.image) return;
  const [file] = await asked(config, "image", token).catch(() => []);
  if (!file) return;
  const hidden = file.is_public ? [] : [element("small", {textContent: config.words.hidden})];
  box.replaceChildren(thumbnail(file), element("span", {}, {}, [
    element("strong", {textContent: file.name}), element("span", {textContent: file.words}), ...hidden,
  ]));
}

class Dialog {
  constructor(editor, config, kind) {
    Object.assign(this, {editor, config, kind, words: config.words, id: `richtext-insert-${++made}`});
    this.build();
  }

  build() {
    const {words, id, kind} = this;
    this.input = element("input", {type: "search", id, autocomplete: "off", spellcheck: false}, {"aria-describedby": `${id}-help`});
    this.list = element("div", {className: "richtext-files"}, {role: "radiogroup", "aria-label": words.foundFiles});
    this.said = element("p", {className: "richtext-note"}, {role: "status"});
    const cancel = element("button", {type: "button", textContent: words.cancel, className: "richtext-button"});
    this.form = element("form", {method: "dialog", noValidate: true}, {}, [
      element("h2", {id: `${id}-title`, textContent: words[`${kind}Title`]}),
      element("label", {htmlFor: id, textContent: words[`${kind}Where`]}),
      this.input,
      element("p", {id: `${id}-help`, className: "help", textContent: words.chooseHelp}),
      this.list,
      this.said,
      element("div", {className: "richtext-decide"}, {}, [
        element("button", {type: "submit", textContent: words.insert, className: "richtext-button richtext-main"}), cancel,
      ]),
    ]);
    this.dialog = element("dialog", {className: "richtext-dialog"}, {"aria-labelledby": `${id}-title`}, [this.form]);
    cancel.addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("close", () => {
      clearTimeout(this.timer);
      this.dialog.remove();
      this.editor.commands.focus();
    });
    this.input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), WAIT);
    });
    this.form.addEventListener("submit", (event) => this.done(event));
  }

  open() {
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.ask();
  }

  async ask() {
    const words = this.input.value.trim();
    try {
      const found = await asked(this.config, this.kind, words);
      if (this.input.value.trim() === words) this.offer(found);
    } catch {
      this.offer([]);
      this.said.textContent = this.words.failed;
    }
  }

  offer(found) {
    this.list.replaceChildren(...found.map((file) => element("label", {className: "richtext-file"}, {}, [
      element("input", {type: "radio", name: this.id, value: file.token}),
      ...(file.picture ? [thumbnail(file)] : []),
      element("span", {}, {}, [
        element("strong", {textContent: file.name}),
        element("span", {textContent: file.words}),
        ...(file.is_public ? [] : [element("small", {textContent: this.words.hidden})]),
      ]),
    ])));
    this.said.textContent = found.length ? "" : this.words.nothingFiles;
  }

  done(event) {
    const token = this.list.querySelector("input:checked")?.value;
    if (!token) {
      event.preventDefault();
      this.said.textContent = this.words.pick;
      return;
    }
    const change = this.editor.chain().focus();
    const code = token.replace(/^\[\[image\.|\]\]$/g, "");
    if (this.kind === "image") change.insertContent({type: "libraryImage", attrs: {code}});
    else change.insertContent({type: "text", text: token});
    change.run();
  }
}

export function choose(editor, config, kind) {
  new Dialog(editor, config, kind).open();
}
