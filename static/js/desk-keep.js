// What is typed at the desk is kept on this device until it is saved: whatever happens to the session, the network or the
// window, it is offered again. A form is sent once the site has said who is signed in, with a token of that moment.
const desk = document.querySelector("meta[name=portal-desk]");
const words = JSON.parse(desk.dataset.words);
const PREFIX = "portal-unsaved";
const MINE = `${PREFIX} ${desk.dataset.person} `;
const OLDEST = 30 * 24 * 3600e3; // ms: what nobody has come back to
const EVERY = 60e3; // ms between two words to the site that somebody is typing
const WARNED = 300; // seconds before the end of a session
const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const clock = (when) => new Date(when).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });

// --- what is kept ------------------------------------------------------------------------------------------------------

const all = () => Object.keys(localStorage).filter((key) => key.startsWith(MINE)).map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) }));
const drop = (number) => localStorage.removeItem(MINE + number);
for (const number of desk.dataset.saved.split(" ").filter(Boolean)) drop(number);
for (const { key, at } of all()) if (Date.now() - at > OLDEST) localStorage.removeItem(key);

// --- notices -----------------------------------------------------------------------------------------------------------

function notice(text, buttons, style = "") {
  const box = Object.assign(document.createElement("div"), { className: `desk-notice desk-kept ${style}` });
  box.setAttribute("role", "status");
  box.append(Object.assign(document.createElement("p"), { textContent: text }));
  for (const [label, act] of buttons) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: label });
    button.addEventListener("click", () => act(box));
    box.append(button, " ");
  }
  return box;
}

const place = document.querySelector("#content-start, #content");
let warning = null; // one at a time, the last one counts
function warn(text, buttons = []) {
  warning?.remove();
  warning = notice(text, buttons, "desk-kept-now");
  document.body.append(warning);
}

// --- who is signed in --------------------------------------------------------------------------------------------------

let asked = 0;
async function pulse() {
  asked = Date.now();
  try {
    const answer = await fetch(desk.dataset.pulse, { headers: { Accept: "application/json" }, cache: "no-store" });
    if (answer.redirected) return { person: "" }; // to the sign-in page: the session has just been ended
    const now = await answer.json();
    if (now.left && now.left < WARNED) warn(say("ends", { when: clock(Date.now() + now.left * 1000) }));
    return now;
  } catch {
    return null;
  }
}

// Until the same person is signed in again, in a window of their own.
function signedIn(who) {
  return new Promise((done) => {
    const open = () => window.open(desk.dataset.signIn, "_blank", "popup,width=520,height=720");
    warn(say(who ? "other" : "ended"), [[words.sign_in, open]]);
    const look = async () => {
      const now = await pulse();
      if (now?.person !== desk.dataset.person) return;
      clearInterval(timer);
      removeEventListener("focus", look);
      warning?.remove();
      done(now);
    };
    const timer = setInterval(look, 3000);
    addEventListener("focus", look);
  });
}

// --- the form ----------------------------------------------------------------------------------------------------------

const field = document.querySelector("[data-portal-kept]");
if (field) keepForm(field.form, field);

function keepForm(form, number) {
  const isOwn = ([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken" && name !== "_kept";
  const typed = () => [...new FormData(form)].filter(isOwn);
  number.value ||= crypto.randomUUID().replaceAll("-", "");
  const path = location.pathname, isRefused = "isRefused" in number.dataset || Boolean(document.querySelector(".errornote"));
  const told = form.querySelector("[data-portal-unsaved]");
  let first = null, last = null, isLeaving = false, isAsking = false, isFull = false;

  const isTyped = () => isRefused || last !== first;
  function keep() {
    if (first === null) return;
    const now = JSON.stringify(typed());
    if (now === last) return;
    last = now;
    if (told) told.textContent = isTyped() ? words.unsaved : "";
    if (!isTyped()) return drop(number.value);
    try {
      localStorage.setItem(MINE + number.value, JSON.stringify({ at: Date.now(), path, title: document.querySelector("#content h2, h1")?.textContent.trim(), fields: JSON.parse(now) }));
    } catch {
      if (!isFull) warn(words.full);
      isFull = true;
    }
    if (Date.now() - asked > EVERY) pulse();
  }

  // Once all scripts of the page have done with its fields.
  addEventListener("load", () => setTimeout(() => {
    first = last = JSON.stringify(typed());
    if (isRefused) { last = null; keep(); }
  }));
  for (const sign of ["input", "change"]) form.addEventListener(sign, () => setTimeout(keep, 300));
  setInterval(keep, 2000); // some widgets change their fields without a sign
  addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", keep);
  addEventListener("beforeunload", (event) => {
    keep();
    if (!isLeaving && isTyped() && last !== null) event.preventDefault();
  });
  addEventListener("pageshow", () => { isLeaving = false; });

  form.addEventListener("submit", async (event) => {
    if (isLeaving) return;
    event.preventDefault();
    if (isAsking) return;
    isAsking = true;
    keep();
    let now = await pulse();
    if (now && now.person !== desk.dataset.person) now = await signedIn(now.person);
    isAsking = false;
    if (!now) return warn(words.offline);
    warning?.remove();
    for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = now.token;
    isLeaving = true;
    form.requestSubmit(event.submitter);
  });

  // What stands beside the form (a text that still holds, a comment, an answer) is noted without leaving what is typed.
  for (const aside of document.querySelectorAll("form[data-portal-aside]")) aside.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { target: current, submitter } = event, now = await pulse();
    if (now?.person !== desk.dataset.person) return warn(say(now ? "ended" : "offline"));
    current.querySelector("input[name=csrfmiddlewaretoken]").value = now.token;
    const answer = await fetch(current.action, { method: "POST", body: new FormData(current, submitter) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const told = page.querySelector(".messagelist li");
    if (told) warn(told.textContent.trim());
    if (!told?.classList.contains("success")) return;
    if (!isTyped() || last === null) return location.reload();
    submitter.closest(".desk-remark, .desk-review, details > div, p, div, span")?.remove();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const save = form.querySelector("[name=_continue], [name=_save], [name=_prepare]");
    if (!save) return;
    event.preventDefault();
    form.requestSubmit(save);
  });

  // What was left here before.
  const takeUp = (kept) => {
    const again = Object.assign(document.createElement("form"), { method: "post", action: path, hidden: true });
    const token = form.querySelector("input[name=csrfmiddlewaretoken]").value, id = kept.key.slice(MINE.length);
    for (const [name, value] of [...kept.fields, ["csrfmiddlewaretoken", token], ["_kept", id], ["_take_up", "1"]]) {
      again.append(Object.assign(document.createElement("textarea"), { name, value }));
    }
    isLeaving = true;
    document.body.append(again);
    again.submit();
  };
  const older = all().filter((kept) => kept.path === path && kept.key !== MINE + number.value).sort((a, b) => b.at - a.at);
  for (const kept of older) {
    form.before(notice(say("found", { when: clock(kept.at) }), [
      [words.take_up, () => takeUp(kept)],
      [words.drop, (box) => { localStorage.removeItem(kept.key); box.remove(); }],
    ]));
  }
}

// --- other pages of the desk -------------------------------------------------------------------------------------------

const left = all().filter((kept) => kept.path !== location.pathname);
if (!field && left.length && document.body.classList.contains("dashboard")) {
  const box = notice(words.elsewhere, []), list = document.createElement("ul");
  for (const { path, title, at } of left) {
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("a"), { href: path, textContent: title || path }), `, ${clock(at)}`);
    list.append(item);
  }
  box.append(list);
  place?.prepend(box);
}

// Who signs out of a device that others use may leave nothing on it.
document.getElementById("logout-form")?.addEventListener("submit", (event) => {
  if (!all().length) return;
  event.preventDefault();
  const go = (box, isClean) => {
    box.remove();
    if (isClean) for (const { key } of all()) localStorage.removeItem(key);
    event.target.submit();
  };
  warn(words.leaving, [[words.delete, (box) => go(box, true)], [words.keep, (box) => go(box, false)], [words.stay, (box) => box.remove()]]);
  warning.querySelector("button").focus();
});
